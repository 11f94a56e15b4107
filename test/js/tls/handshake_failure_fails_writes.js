// SPDX-License-Identifier: MIT
// A handshake that fails is, to a client that has written already (as each HTTPS request has), the failure of that write; to others
// an error of OpenSSL's, whose message says all that OpenSSL does.
'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const https = require('node:https');
const net = require('node:net');
const tls = require('node:tls');

const server = net.createServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'));

const said = 'error:0A00010B:SSL routines:\\w+:wrong version number:[^:]*:\\d+:\n$';
function failedWrite(error) {
  assert.deepStrictEqual({ ...error }, { errno: -71, code: 'EPROTO', syscall: 'write' });
  assert.match(error.message, new RegExp(`^write EPROTO [0-9A-F]+:${said}`));
}

server.listen(0, async () => {
  const { port } = server.address();
  failedWrite((await once(https.get({ port }), 'error'))[0]);
  const wrote = Promise.withResolvers();
  const socket = tls.connect({ port });
  socket.write('early', wrote.resolve);
  failedWrite((await once(socket, 'error'))[0]);
  failedWrite(await wrote.promise);
  const over = tls.connect({ socket: net.connect(port) });
  over.write('early');
  failedWrite((await once(over, 'error'))[0]);

  const [error] = await once(tls.connect({ port }), 'error');
  assert.deepStrictEqual({ ...error }, { library: 'SSL routines', reason: 'wrong version number', code: 'ERR_SSL_WRONG_VERSION_NUMBER' });
  assert.match(error.message, new RegExp(`^[0-9A-F]+:${said}`));
  await assert.rejects(fetch(`https://127.0.0.1:${port}`), ({ cause }) => cause.code === 'ERR_SSL_WRONG_VERSION_NUMBER' && cause.message === error.message);
  server.close();
});
