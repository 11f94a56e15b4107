// SPDX-License-Identifier: MIT
// Files piped into answers: every byte once and in order, and the streams as they are when JavaScript sees the chunks.
'use strict';

const assert = require('assert');
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const { pipeline } = require('stream');

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-file-'));
const large = path.join(directory, 'large'), small = path.join(directory, 'small'), empty = path.join(directory, 'empty');
const bytes = Buffer.alloc(3000001);
for (let i = 0; i < bytes.length; i++) bytes[i] = (i * 7 + (i >> 8)) & 255;
fs.writeFileSync(large, bytes);
fs.writeFileSync(small, bytes.subarray(0, 100));
fs.writeFileSync(empty, '');

const handlers = {
  '/length': (res) => {
    res.writeHead(200, { 'Content-Length': bytes.length });
    fs.createReadStream(large).pipe(res);
  },
  '/chunked': (res) => {
    res.setHeader('X-Set', 'yes');
    fs.createReadStream(large).pipe(res);
  },
  '/range': (res) => void fs.createReadStream(large, { start: 1000, end: 200999 }).pipe(res),
  '/little': (res) => void fs.createReadStream(large, { end: 99999, highWaterMark: 1000 }).pipe(res),
  '/small': (res) => void fs.createReadStream(small).pipe(res),
  '/empty': (res) => void fs.createReadStream(empty).pipe(res),
  '/head': (res) => void fs.createReadStream(small).pipe(res),
  '/no-body': (res) => {
    res.statusCode = 204;
    fs.createReadStream(small).pipe(res);
  },
  '/between': (res) => {
    res.write('before');
    const file = fs.createReadStream(small);
    file.pipe(res, { end: false });
    file.on('end', () => res.end('after'));
  },
  '/pipeline': (res) => {
    pipeline(fs.createReadStream(large), res, (error) => assert.ifError(error));
  },
  '/watched': (res) => {
    const file = fs.createReadStream(large);
    file.pipe(res);
    let seen = 0;
    res.once('pipe', assert.fail);
    // Somebody looks when a part has gone: the rest is seen, once.
    const look = () => {
      if (file.bytesRead === 0) return setImmediate(look);
      const before = file.bytesRead;
      file.on('data', (chunk) => seen += chunk.length);
      file.on('end', () => assert.strictEqual(seen, bytes.length - before));
    };
    file.on('open', look);
  },
  '/replaced': (res) => {
    const { write } = res;
    let count = 0;
    res.write = function(chunk) {
      count += chunk.length;
      return write.apply(this, arguments);
    };
    fs.createReadStream(large).pipe(res);
    res.on('finish', () => assert.strictEqual(count, bytes.length));
  },
  '/moved': (res) => {
    const file = fs.createReadStream(large, { end: 1999999 });
    file.pipe(res);
    const move = () => {
      if (file.bytesRead === 0) return setImmediate(move);
      file.unpipe(res);
      setImmediate(() => file.pipe(res));
    };
    file.on('open', move);
  },
  '/events': (res) => {
    const events = [];
    const file = fs.createReadStream(large);
    for (const event of ['open', 'ready', 'end', 'close']) file.on(event, () => events.push(event));
    file.pipe(res);
    file.on('close', () => {
      assert.deepStrictEqual(events, ['open', 'ready', 'end', 'close']);
      assert.strictEqual(file.bytesRead, bytes.length);
      assert.ok(file.readableDidRead && file.readableEnded && file.destroyed && !file.readableAborted);
      closed = true;
    });
  },
};
let closed = false;
const slices = { '__proto__': null, '/range': [1000, 201000], '/little': [0, 100000], '/small': [0, 100], '/empty': [0, 0],
                 '/head': [0, 0], '/no-body': [0, 0], '/moved': [0, 2000000] };

const server = http.createServer((req, res) => {
  if (req.url.endsWith('?socket')) assert.ok(req.socket.remotePort);
  handlers[req.url.split('?')[0]](res);
});

const get = (url, agent) => new Promise((resolve, reject) => {
  http.request({ port: server.address().port, path: url, agent, method: url === '/head' ? 'HEAD' : 'GET' }, (res) => {
    const chunks = [];
    res.on('data', (chunk) => {
      chunks.push(chunk);
      // A slow reader: the file waits for it.
      res.pause();
      setImmediate(() => res.resume());
    });
    res.on('end', () => resolve({ headers: res.headers, body: Buffer.concat(chunks) }));
  }).on('error', reject).end();
});

server.listen(0, async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (const url of Object.keys(handlers)) {
    for (const suffix of ['', '?socket']) {
      const { headers, body } = await get(url + (url === '/head' ? '' : suffix), agent);
      if (url === '/between') assert.strictEqual(body.toString('latin1'), `before${bytes.toString('latin1', 0, 100)}after`);
      else assert.ok(body.equals(bytes.subarray(...slices[url] ?? [])), url);
      if (url === '/chunked') assert.strictEqual(headers['x-set'], 'yes');
      if (url === '/empty') assert.strictEqual(headers['content-length'], '0');
    }
  }
  await Promise.all(Array.from({ length: 20 }, async (_, i) => {
    assert.ok((await get(i % 2 ? '/length' : '/chunked')).body.equals(bytes));
  }));
  agent.destroy();
  server.close();
  assert.ok(closed);
  fs.rmSync(directory, { recursive: true });
});
