// SPDX-License-Identifier: MIT
// A client's response has `socket` as a property of its own: the package `request`, and with it yarn, asks for that.
'use strict';

const assert = require('node:assert');
const http = require('node:http');

const server = http.createServer((req, res) => res.end('x')).listen(0, () => {
  const req = http.get({ port: server.address().port }, (res) => {
    assert.ok(Object.hasOwn(res, 'socket'));
    assert.ok(res.socket === req.socket);
    assert.ok(res.connection === req.socket);
    res.socket = 'replaced';
    assert.ok(res.client === req.socket);
    assert.strictEqual(res.connection, 'replaced');
    res.resume();
    res.on('end', () => server.close());
  });
});
