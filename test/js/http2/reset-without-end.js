// SPDX-License-Identifier: MIT
// A stream that the program resets with an error does not emit 'end', also when somebody reads; one that is answered at
// once emits 'end' before 'finish'.
'use strict';

const assert = require('node:assert');
const http2 = require('node:http2');

const events = { '/reset': [], '/answer': [] };
const server = http2.createServer();
server.on('stream', (stream, headers) => {
  const list = events[headers[':path']];
  for (const name of ['aborted', 'end', 'finish', 'error', 'close']) stream.on(name, () => list.push(name));
  stream.respond({ ':status': 200 });
  if (headers[':path'] === '/answer') {
    stream.end('x');
  } else {
    stream.resume();
    stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
  }
});
server.listen(0, '127.0.0.1', () => {
  const client = http2.connect(`http://127.0.0.1:${server.address().port}`);
  const reset = client.request({ ':method': 'POST', ':path': '/reset' });
  reset.on('error', () => {});
  reset.on('close', () => {
    const answer = client.request({ ':path': '/answer' });
    answer.resume();
    answer.on('close', () => client.close(() => server.close()));
  });
});
process.on('exit', () => assert.deepStrictEqual(events, {
  '/reset': ['aborted', 'finish', 'error', 'close'],
  '/answer': ['end', 'finish', 'close'],
}));
