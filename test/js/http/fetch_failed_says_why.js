// SPDX-License-Identifier: MIT
// The cause of "fetch failed" names the host and each address that was tried.
'use strict';
const assert = require('assert');
const net = require('net');

const server = net.createServer().listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  server.close(async () => { // nobody listens there now
    await assert.rejects(fetch(`http://localhost:${port}/`), (error) => {
      assert.strictEqual(error.name, 'TypeError');
      assert.strictEqual(error.message, 'fetch failed');
      assert.strictEqual(error.cause.code, 'ECONNREFUSED');
      assert.strictEqual(error.cause.host, 'localhost');
      assert.ok(error.cause.attempts.some((a) => a.address === '127.0.0.1' && a.port === port && a.code === 'ECONNREFUSED'));
      return true;
    });
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`), (error) => {
      assert.deepStrictEqual(error.cause.attempts, [{ address: '127.0.0.1', port, code: 'ECONNREFUSED' }]);
      assert.strictEqual(error.cause.host, '127.0.0.1');
      return true;
    });
  });
});
