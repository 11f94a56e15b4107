// SPDX-License-Identifier: MIT
// Answers that are cut, or come in pieces, at any byte: each fetch() ends, well or with an error, and the next works. The
// places are pseudo-random, with the seed printed when it fails.
'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const net = require('node:net');
const zlib = require('node:zlib');
const { random } = require('../../fixtures/random');

const text = 'some words, '.repeat(20_000), zipped = zlib.gzipSync(text);
const whole = [
  `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
  `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${text.length.toString(16)};x=y\r\n${text}\r\n0\r\nT: t\r\n\r\n`,
  Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${zipped.length}\r\n\r\n`), zipped]),
  `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${text}`,
  'HTTP/1.1 204 No Content\r\n\r\n',
].map((answer) => Buffer.from(answer));

let cut = true;
const server = net.createServer((socket) => {
  socket.on('error', () => {}).on('data', () => {
    const answer = whole[random(whole.length)];
    const end = cut && random(2) ? random(random(2) ? 300 : answer.length) : answer.length;
    let at = 0;
    const next = () => {
      if (socket.destroyed) return;
      const step = 1 + random(random(2) ? 20 : 100_000);
      socket.write(answer.subarray(at, Math.min(at += step, end)));
      if (at < end) setImmediate(next);
      else if (end < answer.length) socket[random(2) ? 'destroy' : 'resetAndDestroy']();
      else if (answer.includes('Connection: close')) socket.end();
    };
    next();
  });
}).listen(0, '127.0.0.1');

// All of it; only where the end of the connection is the end of the body a part.
function check(response, got) {
  if (response.status === 204) assert.ok(got === '');
  else assert.ok(response.headers.has('connection') ? text.startsWith(got) : got === text, `${got.length} characters`);
}

async function ask(url) {
  const signal = random(4) === 0 ? AbortSignal.timeout(1 + random(20)) : undefined;
  const response = await fetch(url, { signal });
  switch (random(4)) {
    case 0: return response.arrayBuffer();
    case 1: return response.body?.cancel();
    case 2: {
      let got = '';
      for await (const piece of response.body ?? []) got += Buffer.from(piece);
      return check(response, got);
    }
    default: return check(response, await response.text());
  }
}

(async () => {
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}/`;
  for (let i = 0; i < 25; i++) {
    for (const { reason } of await Promise.allSettled([ask(url), ask(url), ask(url), ask(url)])) {
      if (reason) assert.ok(/fetch failed|terminated|aborted/.test(reason.message), reason);
    }
  }
  cut = false;
  const response = await fetch(url);
  check(response, await response.text());
  server.close();
  server.unref();
  setImmediate(() => process.exit());
})();
