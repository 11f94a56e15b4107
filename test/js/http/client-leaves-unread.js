// SPDX-License-Identifier: MIT
// A client leaves before it is answered: its request, though it came whole, is aborted unless somebody has read it.
// The connection is counted once, so that the server can end.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');

const requests = {
  get: 'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  post: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi',
  half: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhi',
};
const aborted = ['req aborted', 'res close', 'req error ECONNRESET', 'req close'];

function situation(name, leave, read, expected) {
  return new Promise((resolve) => {
    const log = [];
    let client;
    const server = http.createServer((req, res) => {
      for (const event of ['aborted', 'end', 'error', 'close']) {
        req.on(event, (error) => log.push(`req ${event}${error ? ` ${error.code}` : ''}`));
      }
      res.on('close', () => log.push('res close'));
      if (read) req.resume();
      setImmediate(() => setImmediate(() => leave(client)));
    });
    server.listen(0, () => {
      client = net.connect(server.address().port, () => client.write(requests[name]));
      client.on('error', () => {});
      client.resume();
      client.on('close', () => server.close(() => setImmediate(() => setImmediate(() => {
        assert.deepStrictEqual(log, expected, name);
        assert.strictEqual(server._connections, 0);
        resolve();
      }))));
    });
  });
}

const end = (client) => client.end();
const reset = (client) => client.resetAndDestroy();
(async () => {
  for (const name in requests) {
    await situation(name, end, false, aborted);
    await situation(name, reset, false, aborted);
  }
  await situation('get', end, true, ['req end', 'req close', 'res close']);
  await situation('post', reset, true, ['req end', 'req close', 'res close']);
  await situation('half', end, true, aborted);
})();
