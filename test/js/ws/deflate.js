// SPDX-License-Identifier: MIT
// permessage-deflate: what is agreed on, with and without context take-over, and a bomb.
'use strict';
const assert = require('assert');
const zlib = require('zlib');
const WebSocket = require('eddy:ws');
const { exchange, frame } = require('./fixtures/peer');

const text = 'the same words again and again, '.repeat(200);

function roundTrip(server, client, expected) {
  return new Promise((resolve) => {
    const wss = new WebSocket.Server({ port: 0, perMessageDeflate: server }, () => {
      const ws = new WebSocket(`ws://127.0.0.1:${wss.address().port}`, { perMessageDeflate: client });
      let count = 0;
      ws.on('upgrade', (res) => assert.strictEqual(res.headers['sec-websocket-extensions'], expected));
      ws.on('open', () => {
        for (let i = 0; i < 3; i++) ws.send(text + i);
        ws.send('short');
        ws.send(text, { compress: false });
      });
      ws.on('message', (data) => {
        assert.strictEqual(data.toString(), [`${text}0`, `${text}1`, `${text}2`, 'short', text][count++]);
        if (count === 5) ws.close();
      });
      ws.on('close', () => wss.close(resolve));
    });
    wss.on('connection', (ws) => ws.on('message', (data) => ws.send(data.toString())));
  });
}

async function bomb() {
  const wss = new WebSocket.Server({ port: 0, perMessageDeflate: true, maxPayload: 100_000 });
  wss.on('connection', (ws) => {
    ws.on('message', () => assert.fail('a message'));
    ws.on('error', (error) => assert.strictEqual(error.code, 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'));
  });
  const payload = zlib.deflateRawSync(Buffer.alloc(10_000_000), { finishFlush: zlib.constants.Z_SYNC_FLUSH }).subarray(0, -4);
  const { frames } = await exchange(wss.address().port, [frame(2, payload, { rsv: 4 })],
                                    { headers: 'Sec-WebSocket-Extensions: permessage-deflate\r\n' });
  assert.strictEqual(frames[0][1].readUInt16BE(0), 1009);
  wss.close();
}

async function garbage() {
  const wss = new WebSocket.Server({ port: 0, perMessageDeflate: true });
  wss.on('connection', (ws) => ws.on('error', (error) => assert.strictEqual(error.code, 'Z_DATA_ERROR')));
  const { head, frames } = await exchange(wss.address().port, [frame(1, '\xff\xff\xff', { rsv: 4 })],
                                          { headers: 'Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10\r\n' });
  assert.match(head, /Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10\r\n/);
  assert.strictEqual(frames[0][1].readUInt16BE(0), 1007);
  const refused = await exchange(wss.address().port, [], { headers: 'Sec-WebSocket-Extensions: permessage-deflate; x=1\r\n' });
  assert.match(refused.head, /^HTTP\/1.1 400 /);
  wss.close();
}

(async () => {
  await roundTrip(true, true, 'permessage-deflate');
  await roundTrip({ serverNoContextTakeover: true, clientNoContextTakeover: true }, true,
                  'permessage-deflate; server_no_context_takeover; client_no_context_takeover');
  await roundTrip({ serverMaxWindowBits: 9, clientMaxWindowBits: 10, threshold: 0 }, { threshold: 0 },
                  'permessage-deflate; client_max_window_bits=10; server_max_window_bits=9');
  await roundTrip(true, false, undefined);
  await roundTrip(false, true, undefined);
  await bomb();
  await garbage();
})();
