// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const http = require('http');

const seen = [];
const server = http.createServer((req, res) => {
  res.on('error', () => assert.fail('an error on a response that is over'));
  res.end('x');
  res.on('close', () => {
    res.end('y');
    res.write('z', (error) => {
      seen.push(error.code);
      assert.deepStrictEqual(seen, ['ERR_STREAM_WRITE_AFTER_END']);
      server.close();
    });
  });
}).listen(0, () => http.get({ port: server.address().port }, (res) => res.resume()));
