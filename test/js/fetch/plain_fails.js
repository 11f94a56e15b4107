// SPDX-License-Identifier: MIT
// fetch() over plain HTTP when things go wrong: refused, cut, nonsense, aborted at any point, a stale kept connection.
'use strict';
const assert = require('node:assert');
const net = require('node:net');
const { once } = require('node:events');

const head = (length) => `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n`;
let answer, connections = 0;
const server = net.createServer((socket) => {
  socket.on('error', () => {}).on('data', () => answer(socket));
}).listen(0, '127.0.0.1');
const failed = (cause) => (error) => {
  assert.strictEqual(error.constructor, TypeError);
  assert.strictEqual(error.message, 'fetch failed');
  assert.ok(error.cause instanceof Error);
  for (const key in cause) assert.strictEqual(error.cause[key], cause[key]);
  return true;
};

(async () => {
  await once(server, 'listening');
  const { port } = server.address(), url = `http://127.0.0.1:${port}/`;

  answer = (socket) => socket.end();
  await assert.rejects(fetch(url), failed({ code: 'UND_ERR_SOCKET', message: 'other side closed', name: 'SocketError' }));
  answer = (socket) => socket.write('SSH-2.0-x\r\n\r\n');
  await assert.rejects(fetch(url), failed({ name: 'HTTPParserError' }));
  answer = (socket) => socket.write('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n');
  await assert.rejects(fetch(url), failed({ code: 'UND_ERR_SOCKET' }));
  answer = (socket) => socket.end(`${head(10)}half`);
  const cut = await fetch(url);
  await assert.rejects(cut.text(), (e) => e.message === 'terminated' && e.cause.code === 'UND_ERR_SOCKET');
  const streamed = (await fetch(url)).body.getReader();
  assert.strictEqual(Buffer.from((await streamed.read()).value).toString(), 'half');
  await assert.rejects(streamed.read(), { name: 'TypeError', message: 'terminated' });
  answer = (socket) => socket.end('HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\n\r\nuntil the end');
  assert.strictEqual(await (await fetch(url)).text(), 'until the end');

  // Aborted: before, while waiting, while reading; with the reason given.
  const reason = new Error('mine');
  await assert.rejects(fetch(url, { signal: AbortSignal.abort(reason) }), reason);
  const early = new AbortController();
  const connecting = fetch(url, { signal: early.signal });
  early.abort();
  await assert.rejects(connecting, { name: 'AbortError' });
  answer = () => {};
  const waiting = new AbortController();
  const never = fetch(url, { signal: waiting.signal });
  setImmediate(() => waiting.abort());
  await assert.rejects(never, { name: 'AbortError' });
  await assert.rejects(fetch(url, { signal: AbortSignal.timeout(30) }), { name: 'TimeoutError' });
  answer = (socket) => socket.write(`${head(10)}half`);
  const reading = new AbortController();
  const response = await fetch(url, { signal: reading.signal });
  const text = response.text();
  reading.abort(reason);
  await assert.rejects(text, reason);
  const cancelled = await fetch(url);
  await cancelled.body.cancel();

  // A kept connection that the server closes while the next request is on its way: it is sent again, once, if that is safe.
  const stale = net.createServer((socket) => {
    connections++;
    socket.once('data', () => {
      socket.write(`${head(2)}ok`);
      socket.once('data', () => socket.destroy());
    });
  }).listen(0, '127.0.0.1');
  await once(stale, 'listening');
  const other = `http://127.0.0.1:${stale.address().port}/`;
  assert.strictEqual(await (await fetch(other)).text(), 'ok');
  assert.strictEqual(await (await fetch(other)).text(), 'ok');
  assert.strictEqual(connections, 2);
  await assert.rejects(fetch(other, { method: 'POST', body: 'x' }), failed({ code: 'UND_ERR_SOCKET' }));
  assert.strictEqual(connections, 2);
  stale.close();

  await assert.rejects(fetch(`${url}x`, { headers: { 'a b': '1' } }), TypeError);
  await assert.rejects(fetch(url, { method: 'GET', body: 'x' }), TypeError);
  await assert.rejects(fetch('http://127.0.0.1:1/'), failed({ message: 'bad port' }));
  await assert.rejects(fetch(), TypeError);
  server.close();
  await once(server, 'close');
  await assert.rejects(fetch(url), failed({ code: 'ECONNREFUSED', syscall: 'connect', port }));
})();
