// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const http = require('http');

const order = [];
const server = http.createServer((req, res) => {
  res.write('a', () => order.push('a'));
  res.write(Buffer.from('b'), () => order.push('b'));
  res.on('finish', () => order.push('finish'));
  res.on('close', () => order.push('close'));
  res.end('c');
}).listen(0, () => {
  http.get({ port: server.address().port }, (res) => res.resume().on('end', () => server.close(() => {
    assert.deepStrictEqual(order, ['a', 'b', 'finish', 'close']);
  })));
});
