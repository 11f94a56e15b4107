// SPDX-License-Identifier: MIT
// Who begins to read a request when its client has left is told so.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');
const { finished } = require('stream');

const server = http.createServer((req, res) => {
  res.on('close', () => setImmediate(async () => {
    assert.strictEqual(req.destroyed, true);
    assert.strictEqual(req.aborted, true);
    await assert.rejects(async () => { for await (const chunk of req) assert.fail(chunk); }, { code: 'ECONNRESET' });
    finished(req, (error) => {
      assert.strictEqual(error.message, 'aborted');
      server.close();
    });
  }));
  setImmediate(() => client.destroy());
});
let client;
server.listen(0, () => {
  client = net.connect(server.address().port, () => client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'));
});
