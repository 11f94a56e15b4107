// SPDX-License-Identifier: MIT
// With httpAllowHalfOpen all requests of a client that has no more to say are answered, not only the first.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');

const answers = [];
const server = http.createServer((req, res) => {
  answers.push(res);
  if (answers.length === 3) req.socket.once('end', () => setImmediate(answer));
});
server.httpAllowHalfOpen = true;

function answer() {
  const res = answers.shift();
  res.end(`<${answers.length}>`);
  if (answers.length > 0) setImmediate(answer);
}

server.listen(0, '127.0.0.1', () => {
  const client = net.connect({ port: server.address().port, host: '127.0.0.1', allowHalfOpen: true });
  client.setEncoding('utf8');
  let text = '';
  client.on('data', (chunk) => { text += chunk; });
  client.on('end', () => {
    assert.deepStrictEqual(text.match(/<\d>/g), ['<2>', '<1>', '<0>']);
    server.close();
  });
  client.end('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(3));
});
