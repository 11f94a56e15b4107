// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const http = require('http');

// A response that has no body is complete only after its handlers: they see what they see of any other.
const server = http.createServer((req, res) => {
  if (req.url === '/204') res.statusCode = 204;
  res.end();
}).listen(0, async () => {
  const get = (path, seen) => new Promise((resolve) => {
    http.get({ port: server.address().port, path, agent: false }, (res) => {
      seen(res);
      assert.strictEqual(res.complete, false);
      process.nextTick(() => assert.strictEqual(res.complete, true));
      res.on('end', () => resolve(res));
    });
  });
  for (const path of ['/204', '/empty']) {
    await get(path, (res) => res.resume());
    await get(path, (res) => res.on('data', assert.fail));
    await get(path, (res) => setImmediate(() => res.resume()));
    await get(path, (res) => res.on('readable', () => assert.strictEqual(res.read(), null)));
  }

  // What a handler throws does not keep the response from its end.
  const caught = new Promise((resolve) => process.once('uncaughtException', resolve));
  const ended = new Promise((resolve) => {
    http.get({ port: server.address().port, path: '/204', agent: false }, (res) => {
      res.resume().on('end', resolve);
      throw new Error('mine');
    });
  });
  assert.strictEqual((await caught).message, 'mine');
  await ended;
  server.close();
});
