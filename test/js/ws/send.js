// SPDX-License-Identifier: MIT
// What can be sent, in which order it arrives, callbacks, fragments, and sending after the end.
'use strict';
const assert = require('assert');
const WebSocket = require('eddy:ws');

const wss = new WebSocket.Server({ port: 0 }, () => {
  const ws = new WebSocket(`ws://127.0.0.1:${wss.address().port}`);
  assert.throws(() => ws.send('early'), /readyState 0 \(CONNECTING\)/);
  const calls = [];
  ws.on('open', () => {
    ws.send('text', (error) => calls.push(error));
    ws.send(Buffer.from('buffer'));
    ws.send(new Uint16Array([1, 2]).buffer);
    ws.send(new Blob(['a blob']));
    ws.send(42);
    ws.send('frag', { fin: false });
    ws.send('ment', { fin: true });
    ws.send('as binary', { binary: true });
    ws.send(Buffer.from('as text'), { binary: false }, (error) => calls.push(error));
    ws.send('x'.repeat(70_000));
    ws.send('\ud800'); // a lone surrogate is no UTF-8
    assert.throws(() => ws.send({}), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => ws.ping('p'.repeat(126)), RangeError);
    assert.throws(() => ws.close(1005), TypeError);
    assert.throws(() => ws.close(1000, 'r'.repeat(124)), RangeError);
    ws.close(1000);
    ws.send('late', (error) => calls.push(error.message));
  });
  ws.on('close', () => {
    assert.deepStrictEqual(calls, [null, 'WebSocket is not open: readyState 2 (CLOSING)', null].sort());
    assert.strictEqual(ws.bufferedAmount, 4);
    wss.close();
  });
});
wss.on('connection', (ws) => {
  const got = [];
  ws.on('message', (data, isBinary) => got.push(`${isBinary ? 'binary' : 'text'} ${data.length > 100 ? data.length : data.latin1Slice()}`));
  ws.on('close', (code) => {
    assert.strictEqual(code, 1000);
    assert.deepStrictEqual(got, [
      'text text', 'binary buffer', 'binary \x01\x00\x02\x00', 'binary a blob', 'text 42', 'text fragment', 'binary as binary',
      'text as text', 'text 70000', 'text \xef\xbf\xbd',
    ]);
  });
});
