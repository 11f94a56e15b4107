// SPDX-License-Identifier: MIT
// What V8 warns of is a warning of the process: named V8, with the place.
'use strict';

const assert = require('node:assert');
const path = require('node:path');
const { spawnSync } = require('node:child_process');

process.on('warning', ({ name, message }) => {
  assert.strictEqual(name, 'V8');
  assert.match(message, new RegExp(`${path.basename(__filename)}:\\d+ Invalid asm\\.js: Invalid return type$`));
  seen = true;
});
let seen = false;
process.on('exit', () => assert.ok(seen));

function Invalid() {
  'use asm';

  function add(a, b) {
    a = a | 0;
    b = b | 0;
    return a + b;
  }

  return { add };
}
Invalid();
const { stderr } = spawnSync(process.execPath, ['-e', `(${Invalid})()`], { encoding: 'utf8' });
assert.match(stderr, /^\(\w+:\d+\) V8: \[eval\]:\d+ Invalid asm\.js: Invalid return type\n/);
