// SPDX-License-Identifier: MIT
// Messages go both ways in order, in both serialisations; a server is handed over.
'use strict';
const assert = require('node:assert');
const { fork } = require('node:child_process');
const net = require('node:net');

if (process.argv[2] === 'child') {
  process.on('message', (message, handle) => {
    if (handle) handle.once('connection', (socket) => { socket.end('from child'); handle.close(); });
    process.send({ back: message });
  });
} else {
  for (const serialization of ['json', 'advanced']) {
    const child = fork(__filename, ['child'], { serialization });
    const got = [];
    child.on('message', ({ back }) => {
      if (got.push(back) < 3) return;
      assert.deepStrictEqual(got, [1, 'two', { three: [3] }]);
      child.disconnect();
    });
    for (const message of [1, 'two', { three: [3] }]) child.send(message);
    child.on('exit', (code) => assert.strictEqual(code, 0));
  }
  const server = net.createServer().listen(0, () => {
    const child = fork(__filename, ['child']);
    child.send('server', server, () => {
      net.connect(server.address().port).on('data', (data) => {
        assert.strictEqual(`${data}`, 'from child');
        child.disconnect();
      });
      server.close();
    });
  });
}
