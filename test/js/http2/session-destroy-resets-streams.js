// SPDX-License-Identifier: MIT
// A session that is destroyed resets its streams with code 0, all but the last, which goes with the session (CANCEL); requests
// made before there is a connection are sent after the listeners of 'connect' that were there first.
'use strict';

const assert = require('node:assert');
const http2 = require('node:http2');

const codes = [], order = [];
const server = http2.createServer();
server.on('stream', (stream) => {
  stream.on('error', () => {});
  stream.on('aborted', () => codes.push(stream.rstCode));
  if (stream.id === 3) client.destroy();
});
server.listen(0, '127.0.0.1', () => {
  client = http2.connect(`http://127.0.0.1:${server.address().port}`);
  client.on('connect', () => order.push('connect'));
  for (const name of ['a', 'b']) {
    const request = client.request({ ':method': 'POST' });
    request.on('ready', () => order.push(name));
    request.on('error', () => {});
  }
  client.on('close', () => server.close());
});
let client;
process.on('exit', () => {
  assert.deepStrictEqual(order, ['connect', 'a', 'b']);
  assert.deepStrictEqual(codes, [0, 8]);
});
