// SPDX-License-Identifier: MIT
// eddy inspect: breakOnException pauses wherever something is thrown, breakOnUncaught where nobody will catch it.
'use strict';

const assert = require('node:assert');
const path = require('node:path');
const { inspect } = require('./fixtures/driver.js');

(async () => {
  const d = inspect(['--port=0', 'program.js'], { cwd: path.join(__dirname, 'fixtures') });
  await d.until(/Break on start/);
  await d.type('breakOnException');
  await d.type('c', / in program\.js:8/);
  await d.type('c', /exception in program\.js:9/);
  await d.type('c', /exception in program\.js:11/);
  await d.type('breakOnUncaught');
  await d.type('restart', /Break on start/);
  await d.type('c', / in program\.js:8/);
  await d.type('c', /exception in program\.js:11/);
  assert.match(await d.type('c', /disconnect/), /< Error: at the end\n[^]*< Waiting for the debugger to disconnect/);
  assert.strictEqual(await d.end(), 0);
})();
