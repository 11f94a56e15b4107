// SPDX-License-Identifier: MIT
// An answer that is given after the client has left: ended, never finished, without a head.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');

const server = http.createServer((req, res) => {
  const events = [];
  for (const event of ['prefinish', 'finish', 'error']) res.on(event, () => events.push(event));
  res.on('close', () => {
    res.end('too late', () => assert.fail('told'));
    assert.deepStrictEqual([res.writableEnded, res.writableFinished, res.headersSent, res.destroyed], [true, false, false, true]);
    setImmediate(() => {
      assert.deepStrictEqual(events, ['prefinish']);
      server.close();
    });
  });
  client.destroy();
}).listen(0, '127.0.0.1');
let client;
server.on('listening', () => {
  client = net.connect(server.address().port, '127.0.0.1', () => client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
});
