// SPDX-License-Identifier: MIT
// A body that comes as fast as it is read: every byte once and in order, also when its reader pauses, when two come at
// once, and when one breaks off.
'use strict';

const assert = require('assert');
const http = require('http');
const net = require('net');
const { createHash } = require('crypto');

const MB = 1 << 20;
const piece = Buffer.alloc(MB);
for (let i = 0; i < MB; i++) piece[i] = (i * 7 + (i >> 8)) & 255;
const expected = createHash('sha256');
for (let i = 0; i < 12; i++) expected.update(piece);
const digest = expected.digest('hex');

let aborted = false;
process.on('exit', () => assert.ok(aborted));
const server = http.createServer((req, res) => {
  const hash = createHash('sha256');
  let seen = 0, kept = null;
  req.on('data', (chunk) => {
    seen += chunk.length;
    hash.update(chunk);
    // A chunk that is kept stays what it was while others are read.
    kept ??= { chunk, copy: Buffer.from(chunk) };
    if (req.url === '/pauses') {
      req.pause();
      setImmediate(() => req.resume());
    }
  });
  req.on('end', () => {
    assert.ok(kept.chunk.equals(kept.copy));
    res.end(`${seen} ${hash.digest('hex')}`);
  });
  req.on('error', (error) => {
    assert.strictEqual(req.url, '/breaks');
    assert.strictEqual(error.code, 'ECONNRESET');
    assert.ok(kept.chunk.equals(kept.copy));
    aborted = true;
    server.close();
  });
});

function upload(path, headers) {
  return new Promise((resolve, reject) => {
    const req = http.request({ port: server.address().port, method: 'POST', path, headers }, (res) => {
      let text = '';
      res.setEncoding('latin1').on('data', (s) => text += s).on('end', () => resolve(text));
    }).on('error', reject);
    let left = 12;
    const more = () => {
      while (left > 0) {
        left--;
        if (!req.write(piece)) return;
      }
      req.removeListener('drain', more);
      req.end();
    };
    req.on('drain', more);
    more();
  });
}

server.listen(0, async () => {
  const length = { 'Content-Length': 12 * MB };
  const answers = await Promise.all([upload('/', length), upload('/chunked', {}), upload('/pauses', length), upload('/pauses', {})]);
  for (const answer of answers) assert.strictEqual(answer, `${12 * MB} ${digest}`);

  const socket = net.connect(server.address().port);
  socket.on('error', () => {});
  socket.write(`POST /breaks HTTP/1.1\r\nHost: x\r\nContent-Length: ${12 * MB}\r\n\r\n`);
  socket.write(piece, () => socket.write(piece, () => socket.destroy()));
});
