// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const net = require('net');
const { serve } = require('./fixtures/raw');

(async () => {
  const events = [];
  const server = await serve({}, (req, res) => {
    req.on('data', () => client.destroy());
    req.on('error', (error) => events.push(error.code));
    req.on('close', () => events.push('request'));
    res.on('close', () => {
      events.push('response');
      setImmediate(() => server.getConnections((error, count) => {
        assert.strictEqual(count, 0);
        assert.deepStrictEqual(events.sort(), ['ECONNRESET', 'request', 'response']);
        server.close();
      }));
    });
  });
  const client = net.connect(server.address().port, '127.0.0.1');
  client.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc');
})();
