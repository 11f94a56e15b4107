// SPDX-License-Identifier: MIT
// A write that waits when its socket is destroyed has failed; so has one for a server whose certificate is not trusted.
'use strict';
const assert = require('assert');
const net = require('net');
const tls = require('tls');

const { key, cert } = require('./fixtures/keys');
const log = [];
const note = (name) => (err) => log.push(`${name} ${err?.message}`);

const accepted = [];
const silent = net.createServer((socket) => accepted.push(socket.on('error', () => {}))).listen(0, '127.0.0.1', () => {
  const { port } = silent.address();
  const plain = net.connect(port, '127.0.0.1', () => {
    plain.write(Buffer.alloc(3e7), note('plain'));
    setImmediate(() => plain.destroy());
  });
  plain.on('close', () => {
    const secure = tls.connect({ port, host: '127.0.0.1' });
    secure.on('error', () => {}).write('hello', note('secure'));
    secure.once('connect', () => secure.destroy()).on('close', () => {
      for (const socket of accepted) socket.destroy();
      silent.close(untrusted);
    });
  });
});

function untrusted() {
  const server = tls.createServer({ key, cert });
  server.on('tlsClientError', () => {}).listen(0, '127.0.0.1', () => {
    const socket = tls.connect({ port: server.address().port, host: '127.0.0.1' });
    socket.on('error', note('error')).write('hello', note('untrusted'));
    socket.on('close', () => server.close());
  });
}

process.on('exit', () => assert.deepStrictEqual(log, [
  'plain write ECANCELED',
  'secure write ECANCELED Canceled because of SSL destruction',
  'error self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca',
  'untrusted write EBADF',
]));
