// SPDX-License-Identifier: MIT
// With --import, too, the program's CommonJS file is the main module.
'use strict';

if (process.argv[2] === 'child') {
  console.log(require.main === module, process.mainModule === module);
} else {
  const { spawnSync } = require('node:child_process');
  const { stdout } = spawnSync(process.execPath, ['--import', 'data:text/javascript,', __filename, 'child'], { encoding: 'utf8' });
  require('node:assert').strictEqual(stdout, 'true true\n');
}
