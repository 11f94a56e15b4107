// SPDX-License-Identifier: MIT
// net.Socket's `signal` has to be one; what is no address is told so.
'use strict';
const assert = require('node:assert');
const net = require('node:net');

for (const signal of [{}, 5, 'x', []]) {
  assert.throws(() => new net.Socket({ signal }), { code: 'ERR_INVALID_ARG_TYPE' });
}
for (const signal of [null, undefined, false]) new net.Socket({ signal });
const controller = new AbortController();
new net.Socket({ signal: controller.signal }).on('error', (error) => {
  assert.strictEqual(error.name, 'AbortError');
  assert.strictEqual(error.cause, controller.signal.reason);
}).on('close', () => { controller.closed = true; });
controller.abort(new Error('mine'));
process.on('exit', () => assert.strictEqual(controller.closed, true));

const wrong = { code: 'ERR_INVALID_ADDRESS', message: 'Invalid socket address' };
assert.throws(() => new net.SocketAddress({ address: 'q' }), wrong);
assert.throws(() => new net.BlockList().addAddress('q'), wrong);
