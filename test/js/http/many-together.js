// SPDX-License-Identifier: MIT
// Many kept connections at once: small and large requests, whole, in pieces and pipelined, answers small and large, readers
// that stop, upgrades with bytes behind them. Everybody gets their own answers whole and in order, with the kernel's ring
// and without; afterwards no descriptor is left.
'use strict';
const assert = require('node:assert');
const { fork } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');

const CONNECTIONS = 40;
const REQUESTS = 30;

/** @param {number} n any number @returns {Buffer} bytes that tell whose they are */
function bytesOf(n, length) {
  const body = Buffer.alloc(length);
  for (let i = 0; i < length; i++) body[i] = (n * 31 + i * 7) & 255;
  return body;
}
const answerLength = (n) => (n % 11 === 10 ? 300000 + n : n % 5 * 40);
const bodyLength = (n) => (n % 7 === 6 ? 5000 + n * 13 : n % 3 === 2 ? n % 100 : 0);

function serve() {
  const timeouts = { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 };
  const server = http.createServer(timeouts, (request, response) => {
    const n = Number(request.url.slice(1));
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const good = Buffer.concat(parts).equals(bytesOf(n, bodyLength(n)));
      response.writeHead(good ? 200 : 500, { 'Content-Length': answerLength(n) });
      response.end(bytesOf(n, answerLength(n)));
    });
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {}); // some reset it
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
    socket.write(head);
    socket.pipe(socket);
  });
  const before = fs.readdirSync('/proc/self/fd').length;
  process.on('message', (message) => {
    if (message !== 'end') return;
    server.close(() => {
      setImmediate(() => setImmediate(() => {
        process.send({ left: fs.readdirSync('/proc/self/fd').length - before });
        process.disconnect();
      }));
    });
  });
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
}

function requestBytes(n) {
  const body = bytesOf(n, bodyLength(n));
  return Buffer.concat([Buffer.from(`POST /${n} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`), body]);
}

/** Asks all requests of one connection, `together` at a time. */
function ask(port, id, done) {
  const socket = net.connect(port, '127.0.0.1');
  const together = id % 4 === 3 ? 5 : 1;
  let next = 0;
  let expected = [];
  let have = [];
  let length = 0;
  const send = () => {
    if (next === REQUESTS) return upgrade();
    const parts = [];
    for (let i = 0; i < together && next < REQUESTS; i++, next++) {
      const n = id * REQUESTS + next;
      parts.push(requestBytes(n));
      expected.push(n);
    }
    const bytes = Buffer.concat(parts);
    if (id % 3 !== 1) return socket.write(bytes);
    socket.write(bytes.subarray(0, bytes.length >> 1));
    setImmediate(() => socket.write(bytes.subarray(bytes.length >> 1)));
  };
  const upgrade = () => {
    const tail = bytesOf(id, 6000);
    socket.removeListener('data', onData);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
    socket.write(tail);
    let all = Buffer.alloc(0);
    socket.on('data', (part) => {
      all = Buffer.concat([all, part]);
      const end = all.indexOf('\r\n\r\n');
      if (end < 0 || all.length < end + 4 + tail.length) return;
      assert.ok(all.subarray(end + 4).equals(tail), `tail of ${id}`);
      if (id % 2) socket.resetAndDestroy();
      else socket.end();
      socket.on('close', done);
    });
  };
  const onData = (part) => {
    have.push(part);
    length += part.length;
    if (id % 5 === 2 && length > 100000 && !socket.isPaused()) {
      socket.pause();
      setTimeout(() => socket.resume(), 5);
    }
    for (;;) {
      const all = have.length === 1 ? have[0] : Buffer.concat(have);
      have = [all];
      const end = all.indexOf('\r\n\r\n');
      if (end < 0) return;
      const n = expected[0];
      const size = answerLength(n);
      if (all.length < end + 4 + size) return;
      assert.match(all.latin1Slice(0, end), /^HTTP\/1.1 200 /, `answer ${n}`);
      assert.ok(all.subarray(end + 4, end + 4 + size).equals(bytesOf(n, size)), `body ${n}`);
      have = [all.subarray(end + 4 + size)];
      length = have[0].length;
      expected = expected.slice(1);
      if (expected.length === 0) {
        assert.strictEqual(length, 0);
        return send();
      }
    }
  };
  socket.on('data', onData);
  socket.on('connect', send);
}

function run(env) {
  const server = fork(__filename, ['serve'], { env: { ...process.env, ...env } });
  let left;
  server.on('message', (message) => {
    if ('left' in message) {
      left = message.left;
      return;
    }
    let open = CONNECTIONS;
    for (let id = 0; id < CONNECTIONS; id++) {
      ask(message.port, id, () => {
        if (--open === 0) server.send('end');
      });
    }
  });
  server.on('exit', (code) => {
    assert.strictEqual(code, 0);
    assert.ok(left <= 3, `${left} descriptors are left`); // the ring's two, the time zone's
    if (!('UV_USE_IO_URING' in env)) run({ UV_USE_IO_URING: '0' });
  });
}

if (process.argv[2] === 'serve') serve();
else run({});
