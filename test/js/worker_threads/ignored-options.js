// SPDX-License-Identifier: MIT
// Options that Node does not look at when they are nothing, or not what they should be.
'use strict';
const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

const options = [
  { argv: null, execArgv: null, name: null }, { argv: 0, execArgv: '', name: '' }, { resourceLimits: 1 }, { trackUnmanagedFds: 'x' },
  { transferList: () => {} }, { transferList: true },
];
let ended = 0;
for (const given of options) {
  new Worker('0', { eval: true, ...given }).on('exit', (code) => {
    assert.strictEqual(code, 0);
    ended++;
  });
}
process.on('exit', () => assert.strictEqual(ended, options.length));
