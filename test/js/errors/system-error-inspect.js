// SPDX-License-Identifier: MIT
// util.inspect() of a SystemError shows what its accessors give.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const { inspect } = require('node:util');

fs.cp(__filename, __filename, (error) => {
  const text = inspect(error);
  for (const line of ['errno: [Getter/Setter: 22]', "syscall: [Getter/Setter: 'cp']", `path: [Getter/Setter: '${__filename}']`]) {
    assert.ok(text.includes(line), text);
  }
});
