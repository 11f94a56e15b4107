// SPDX-License-Identifier: MIT
'use strict';
// V8's short ways for regular expressions are open to programs, whatever of the library they have used.
const assert = require('assert');
const { spawnSync } = require('child_process');

const program = `
  const util = require('util');
  util.inspect({ a: 'it\\'s', f() {}, [Symbol('s')]: [1, , 2], e: new Error('x') }, { colors: true, numericSeparator: true });
  util.stripVTControlCharacters('\\u001b[31mx');
  util.format('%s %d', 'a', 1);
  new URLSearchParams({ a: 'b c+d' }).toString();
  process.exitCode = %RegexpIsUnmodified(/a/) ? 0 : 1;
`;
const { status, stderr } = spawnSync(process.execPath, ['--allow-natives-syntax', '--no-strip-types', '-e', program]);
assert.strictEqual(status, 0, String(stderr));
