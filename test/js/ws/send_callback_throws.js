// SPDX-License-Identifier: MIT
// A callback of send() that throws does not keep those after it from being called.
'use strict';
const assert = require('assert');
const WebSocket = require('eddy:ws');

const called = [], thrown = [];
process.on('uncaughtException', (error) => thrown.push(error.message));
const wss = new WebSocket.Server({ port: 0, host: '127.0.0.1' }, () => {
  const ws = new WebSocket(`ws://127.0.0.1:${wss.address().port}`);
  ws.on('close', () => {
    assert.deepStrictEqual(called, [[1, null], [2, null], [3, null], [4, null]]);
    assert.deepStrictEqual(thrown, ['first', 'third']);
    wss.close();
  });
});
wss.on('connection', (ws) => {
  ws.send('1', (error) => {
    called.push([1, error]);
    throw new Error('first');
  });
  ws.send('2', (error) => called.push([2, error]));
  ws.send('3', (error) => {
    called.push([3, error]);
    throw new Error('third');
  });
  ws.send('4', (error) => {
    called.push([4, error]);
    ws.close();
  });
});
