// SPDX-License-Identifier: MIT
// What a server answers to offers of permessage-deflate: parameters in the offer's order, its own after them; 400 when
// it is offered, but not as the server wants it.
'use strict';
const assert = require('assert');
const net = require('net');
const { WebSocketServer } = require('eddy:ws');

function answer(perMessageDeflate, offer) {
  return new Promise((resolve) => {
    const wss = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate }, () => {
      const socket = net.connect(wss.address().port, '127.0.0.1');
      socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Extensions: ${offer}\r\n\r\n`);
      socket.once('data', (data) => {
        socket.destroy();
        const extensions = /Sec-WebSocket-Extensions: (.*)\r\n/.exec(`${data}`)?.[1] ?? '';
        wss.close(() => resolve(`${data.subarray(9, 12)} ${extensions}`));
      });
    });
  });
}

(async () => {
  const d = 'permessage-deflate';
  const all = `${d}; client_max_window_bits; server_max_window_bits=12; server_no_context_takeover; client_no_context_takeover`;
  const cases = [
    [true, all, `101 ${d}; server_max_window_bits=12; server_no_context_takeover; client_no_context_takeover`],
    [{ clientMaxWindowBits: 9 }, all,
     `101 ${d}; client_max_window_bits=9; server_max_window_bits=12; server_no_context_takeover; client_no_context_takeover`],
    [{ serverNoContextTakeover: true, serverMaxWindowBits: 9 }, `${d}; client_max_window_bits=12`,
     `101 ${d}; client_max_window_bits=12; server_no_context_takeover; server_max_window_bits=9`],
    [true, `${d}; client_max_window_bits=010`, `101 ${d}; client_max_window_bits=10`],
    [true, 'x-other', '101 '],
    [true, `${d}; server_max_window_bits`, '400 '],
    [true, `${d}; client_max_window_bits=16`, '400 '],
    [{ clientMaxWindowBits: 9 }, d, '400 '],
    [{ serverMaxWindowBits: false }, all, '400 '],
    [{ serverNoContextTakeover: false }, all, '400 '],
    [{ serverNoContextTakeover: false }, `${all}, ${d}`, `101 ${d}`],
  ];
  for (const [options, offer, expected] of cases) assert.strictEqual(await answer(options, offer), expected, offer);
})();
