'use strict';
// respondWithFile and respondWithFD: ranges, statCheck, errors, what is no file.
const assert = require('node:assert');
const fs = require('node:fs');
const http2 = require('node:http2');

const size = fs.statSync(__filename).size, text = fs.readFileSync(__filename, 'latin1');
const answers = {
  '/whole': (stream) => stream.respondWithFile(__filename, { 'content-type': 'text/plain' }),
  '/range': (stream) => stream.respondWithFile(__filename, {}, { offset: 10, length: 20 }),
  '/check': (stream) => stream.respondWithFile(__filename, {}, { statCheck(stat, headers) { headers['x-size'] = stat.size; } }),
  '/cancel': (stream) => stream.respondWithFile(__filename, {}, {
    statCheck() {
      stream.respond({ ':status': 304 });
      return false;
    },
  }),
  '/missing': (stream) => stream.respondWithFile(`${__filename}.no`, {}, {
    onError(error) {
      assert.strictEqual(error.code, 'ENOENT');
      stream.respond({ ':status': 404 }, { endStream: true });
    },
  }),
  '/folder': (stream) => stream.respondWithFile(__dirname, {}, {
    onError(error) {
      assert.strictEqual(error.code, 'ERR_HTTP2_SEND_FILE');
      stream.respond({ ':status': 403 }, { endStream: true });
    },
  }),
  '/fd': (stream) => {
    const fd = fs.openSync(__filename);
    stream.respondWithFD(fd, {}, { offset: 5, length: 5 });
    stream.on('close', () => fs.closeSync(fd));
  },
};
const server = http2.createServer();
server.on('stream', (stream, headers) => answers[headers[':path']](stream));
server.listen(0, async () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const get = (path) => new Promise((resolve) => {
    const request = client.request({ ':path': path });
    let body = '', headers;
    request.on('response', (h) => { headers = h; });
    request.setEncoding('latin1').on('data', (chunk) => { body += chunk; });
    request.on('close', () => resolve({ headers, body }));
  });
  assert.strictEqual((await get('/whole')).body, text);
  const range = await get('/range');
  assert.strictEqual(range.body, text.slice(10, 30));
  assert.strictEqual(range.headers['content-length'], '20');
  assert.strictEqual((await get('/check')).headers['x-size'], String(size));
  assert.strictEqual((await get('/cancel')).headers[':status'], 304);
  assert.strictEqual((await get('/missing')).headers[':status'], 404);
  assert.strictEqual((await get('/folder')).headers[':status'], 403);
  assert.strictEqual((await get('/fd')).body, text.slice(5, 10));
  client.close();
  server.close();
});
