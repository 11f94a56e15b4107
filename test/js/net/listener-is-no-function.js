// SPDX-License-Identifier: MIT
// createServer(options, listener): what is no function is no listener, and no error either.
'use strict';
const assert = require('node:assert');
const net = require('node:net');

for (const listener of [null, 5, 'x', {}]) {
  assert.strictEqual(net.createServer({}, listener).listenerCount('connection'), 0);
}
assert.strictEqual(net.createServer({}, () => {}).listenerCount('connection'), 1);
