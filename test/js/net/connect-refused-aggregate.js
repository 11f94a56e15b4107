// SPDX-License-Identifier: MIT
// All addresses of a name refuse: one error that tells of each attempt.
'use strict';
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer().listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  server.close(() => {
    const lookup = (host, options, cb) => cb(null, [{ address: '127.0.0.1', family: 4 }, { address: '::1', family: 6 }]);
    const socket = net.connect({ port, host: 'example.invalid', lookup });
    socket.on('error', (err) => {
      assert.strictEqual(err.constructor.name, 'AggregateError');
      assert.strictEqual(err.errors.length, 2);
      assert.deepStrictEqual(socket.autoSelectFamilyAttemptedAddresses, [`127.0.0.1:${port}`, `::1:${port}`]);
    });
    socket.on('close', (hadError) => assert.ok(hadError));
  });
});
