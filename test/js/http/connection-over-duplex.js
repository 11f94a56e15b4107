'use strict';
// A connection that is no socket, handed over with emit('connection'): what routers in front of a server's processes do. Bodies that
// come with their head, after it, and in pieces.
const assert = require('node:assert');
const http = require('node:http');
const { Duplex } = require('node:stream');

class Wire extends Duplex {
  answer = '';

  _read() {}
  _write(chunk, encoding, callback) {
    this.answer += chunk;
    callback();
  }
}

const head = 'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n', length = `${head}Content-Length: 5\r\n\r\n`;
const ways = [[`${length}hello`], [length, 'hello'], [length, 'he', 'llo'], [`${length}h`, 'ello'],
              [`${head}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`]];
const events = [];
const server = http.createServer((request, response) => {
  const seen = [];
  events.push(seen);
  let text = '';
  request.on('data', (chunk) => { text += chunk; });
  for (const name of ['end', 'close', 'aborted', 'error']) request.on(name, () => seen.push(name, request.complete));
  request.on('end', () => response.end(`<${text}>`));
});

process.exitCode = 1;
(async () => {
  for (const pieces of ways) {
    const wire = new Wire();
    server.emit('connection', wire);
    for (const piece of pieces) {
      wire.push(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (!wire.writableFinished) await new Promise((resolve) => wire.once('finish', resolve));
    assert.match(wire.answer, /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n(?:<hello>|7\r\n<hello>\r\n0\r\n\r\n)$/);
  }
  assert.deepStrictEqual(events, ways.map(() => ['end', true, 'close', true]));
  process.exitCode = 0;
})();
