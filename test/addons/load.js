// SPDX-License-Identifier: MIT
// Helper of the tests beside it, and itself a test: the addons of src/ are built next to the program.
'use strict';
const path = require('node:path');
const { existsSync } = require('node:fs');

const directory = path.join(path.dirname(process.execPath), 'addons');
const fileOf = (name) => path.join(directory, `${name}.node`);

if (!existsSync(fileOf('values'))) {
  console.log('addons are not built: ninja -C build/release addons');
  process.exit(77);
}

module.exports = { fileOf, load: (name) => require(fileOf(name)) };
