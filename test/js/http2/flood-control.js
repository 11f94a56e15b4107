'use strict';
// SETTINGS and PING that want answers, from a client that reads none: the queue of answers is bounded.
const assert = require('node:assert');
const net = require('node:net');
const http2 = require('node:http2');
const { frame } = require('./frames.js');

function flood(one) {
  return new Promise((resolve) => {
    const server = http2.createServer(() => assert.fail('no request'));
    server.on('sessionError', (error) => assert.match(error.code, /^ERR_HTTP2_/));
    server.listen(0, () => {
      const socket = net.connect(server.address().port);
      socket.pause(); // reads nothing
      socket.on('error', () => {});
      socket.on('close', () => server.close(resolve));
      socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
      socket.write(frame('SETTINGS', 0, 0));
      const many = Buffer.concat(new Array(1000).fill(one));
      const more = () => { while (!socket.destroyed && socket.write(many)); };
      socket.on('drain', more);
      more();
    });
  });
}

(async () => {
  await flood(frame('PING', 0, 0, Buffer.alloc(8)));
  await flood(frame('SETTINGS', 0, 0));
})().then(() => process.on('exit', (code) => assert.strictEqual(code, 0)));
