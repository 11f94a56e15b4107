// SPDX-License-Identifier: MIT
// Behind a request that cannot be understood those before it are answered all the same, and a listener of 'clientError' may
// wait for the answer's 'close' to write its own; on a socket of the program's too.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');
const { once } = require('events');

const get = (path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

async function talk(foreign) {
  const answers = [];
  const server = http.createServer((req, res) => { answers.push(res); });
  server.on('clientError', (error, socket) => {
    assert.strictEqual(error.code, 'HPE_INVALID_METHOD');
    assert.strictEqual(answers.length, 2);
    answers[1].once('close', () => {
      assert.strictEqual(socket.writable, true);
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    answers[0].end('first');
    setImmediate(() => answers[1].end('second'));
  });
  const listener = foreign ? net.createServer((socket) => {
    server.emit('connection', socket);
  }) : server;
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const client = net.connect(listener.address().port, '127.0.0.1');
  client.setEncoding('utf8');
  let text = '';
  client.on('data', (chunk) => { text += chunk; });
  client.write(`${get('/1')}${get('/2')}invalid data`);
  await once(client, 'close');
  assert.match(text, /first[^]*secondHTTP\/1\.1 400 Bad Request\r\n\r\n$/);
  listener.close();
}

(async () => {
  await talk(false);
  await talk(true);
})();
