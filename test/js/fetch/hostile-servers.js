// SPDX-License-Identifier: MIT
// fetch(): what is no HTTP is told in undici's words, a body that ends with its connection may end with a reset, 407 is no answer,
// and there are twenty redirects at most.
'use strict';
const assert = require('node:assert');
const net = require('node:net');

let hits = 0;
const server = net.createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', (bytes) => {
    const path = / (\S+) /.exec(bytes)[1];
    hits++;
    if (path === '/none') socket.end('SSH-2.0-x\r\n');
    else if (path === '/cr') socket.write('HTTP/1.1 200 OK\rx: y');
    else if (path === '/proxy') socket.end('HTTP/1.1 407 No\r\ncontent-length: 0\r\n\r\n');
    else if (path === '/loop') socket.end('HTTP/1.1 302 F\r\nlocation: /loop\r\ncontent-length: 0\r\n\r\n');
    else if (path === '/reset') socket.write('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nall of it', () => setTimeout(() => socket.resetAndDestroy(), 20));
    else if (path === '/short') socket.write('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nnot all', () => setTimeout(() => socket.resetAndDestroy(), 20));
  });
});

server.listen(0, '127.0.0.1', async () => {
  const get = (path) => fetch(`http://127.0.0.1:${server.address().port}${path}`);
  const fails = (path, check) => assert.rejects(get(path), (err) => {
    assert.strictEqual(err.message, 'fetch failed');
    check(err.cause);
    return true;
  });
  await fails('/none', (cause) => {
    assert.strictEqual(cause.name, 'HTTPParserError');
    assert.strictEqual(cause.message, 'Response does not match the HTTP/1.1 protocol (Expected HTTP/, RTSP/ or ICE/)');
    assert.strictEqual(cause.data, 'SSH-2.0-x\r\n');
  });
  await fails('/cr', (cause) => assert.match(cause.message, /\(Expected LF after CR\)$/));
  await fails('/proxy', (cause) => assert.strictEqual(cause.message, ''));
  await fails('/loop', (cause) => assert.strictEqual(cause.message, 'redirect count exceeded'));
  assert.ok(hits < 30);
  assert.strictEqual(await (await get('/reset')).text(), 'all of it');
  await assert.rejects((await get('/short')).text(), { message: 'terminated' });
  server.close();
});
