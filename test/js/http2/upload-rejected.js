// SPDX-License-Identifier: MIT
// A server that answers and closes while the client still uploads: the client gets the answer, and what its pipe brings
// after the close is no error.
'use strict';
const assert = require('node:assert');
const http2 = require('node:http2');
const { Readable } = require('node:stream');

const server = http2.createServer();
server.on('stream', (stream) => setImmediate(() => {
  stream.respond({ ':status': 400 });
  stream.end('no');
}));
server.listen(0, async () => {
  for (let i = 0; i < 30; i++) {
    const client = http2.connect(`http://localhost:${server.address().port}`);
    const request = client.request({ ':method': 'POST' });
    let body = '';
    request.setEncoding('utf8').on('data', (text) => { body += text; });
    let left = 40;
    new Readable({ read() { setImmediate(() => this.push(left-- > 0 ? Buffer.alloc(16384) : null)); } }).pipe(request);
    await new Promise((resolve) => request.on('close', resolve));
    assert.strictEqual(body, 'no');
    const error = await new Promise((resolve) => request.write('late', resolve));
    assert.match(error.code, /^ERR_STREAM_(WRITE_AFTER_END|DESTROYED)$/);
    client.close();
  }
  server.close();
});
