// SPDX-License-Identifier: MIT
// When a connection goes, the answer whose turn it is closes; those that waited for theirs have failed as well.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

(async () => {
  for (const seesSockets of [false, true]) {
    const answers = [];
    const closed = [];
    const server = http.createServer((req, res) => {
      answers.push(res);
      res.on('close', () => closed.push(res));
      res.on('error', assert.ifError);
      if (answers.length === 3) client.resetAndDestroy();
    });
    if (seesSockets) server.on('connection', () => {});
    await new Promise((resolve) => server.listen(0, resolve));
    const client = net.connect(server.address().port);
    client.on('error', () => {});
    client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(3));
    while (closed.length < 3) await new Promise(setImmediate);
    assert.deepStrictEqual(closed.map((res) => answers.indexOf(res)), [0, 1, 2]);
    assert.ok(!answers[0].errored);
    for (const res of answers.slice(1)) {
      assert.strictEqual(res.errored.code, 'ECONNRESET');
      assert.strictEqual(res.errored.message, 'aborted');
      assert.strictEqual(res.destroyed, true);
    }
    server.close();
  }
})();
