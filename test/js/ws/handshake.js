// SPDX-License-Identifier: MIT
// The opening handshake: paths, subprotocols, verifyClient, what is refused and how.
'use strict';
const assert = require('assert');
const net = require('net');
const { once } = require('events');
const WebSocket = require('eddy:ws');

function ask(port, lines) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (data) => { text += data; }).on('close', () => resolve(text));
    socket.end(['GET /p HTTP/1.1', 'Host: a', 'Connection: Upgrade', ...lines, '', ''].join('\r\n'));
  });
}

const good = ['Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];

(async () => {
  const wss = new WebSocket.Server({
    port: 0,
    path: '/p',
    handleProtocols: (protocols) => [...protocols].at(-1),
    verifyClient: (info, callback) => callback(info.origin !== 'http://evil', 403, 'no', { 'X-Why': 'evil' }),
  });
  await once(wss, 'listening');
  const { port } = wss.address();
  assert.match(await ask(port, good), /^HTTP\/1.1 101 Switching Protocols\r\n[^]*Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=\r\n/);
  assert.match(await ask(port, ['Upgrade: other', ...good.slice(1)]), /^HTTP\/1.1 400 [^]*Invalid Upgrade header$/);
  assert.match(await ask(port, good.slice(0, 2)), /^HTTP\/1.1 400 [^]*Sec-WebSocket-Key header$/);
  assert.match(await ask(port, [good[0], good[2], 'Sec-WebSocket-Version: 12']), /^HTTP\/1.1 400 [^]*Sec-WebSocket-Version: 13, 8\r\n/);
  assert.match(await ask(port, [...good, 'Sec-WebSocket-Protocol: a, a']), /^HTTP\/1.1 400 [^]*Protocol header$/);
  assert.match(await ask(port, [...good, 'Origin: http://evil']), /^HTTP\/1.1 403 Forbidden\r\n[^]*X-Why: evil\r\n\r\nno$/);

  const ws = new WebSocket(`ws://127.0.0.1:${port}/p?q`, ['one', 'two']);
  await once(ws, 'open');
  assert.strictEqual(ws.protocol, 'two');
  ws.close();
  const [error] = await once(new WebSocket(`ws://127.0.0.1:${port}/other`), 'error');
  assert.strictEqual(error.message, 'Unexpected server response: 400');
  for (const url of ['ftp://a', 'ws://a#b', 'nonsense']) assert.throws(() => new WebSocket(url), SyntaxError);
  assert.throws(() => new WebSocket('ws://a', ['x', 'x']), SyntaxError);
  assert.throws(() => new WebSocket.Server({}), TypeError);
  await once(ws, 'close');
  wss.close();
})();
