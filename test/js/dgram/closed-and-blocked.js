// SPDX-License-Identifier: MIT
// A closed socket does not connect; what a block list keeps from being sent is told to the callback only; bind()'s error has the port asked for.
'use strict';
const assert = require('node:assert');
const dgram = require('node:dgram');
const { BlockList } = require('node:net');

const sendBlockList = new BlockList();
sendBlockList.addAddress('127.0.0.1');
const socket = dgram.createSocket({ type: 'udp4', sendBlockList });
let told = 0;
socket.send('silent', 9, '127.0.0.1');
socket.send('told', 9, '127.0.0.1', (err) => {
  assert.strictEqual(err.code, 'ERR_IP_BLOCKED');
  told++;
  socket.close(() => {
    assert.throws(() => socket.connect(9, '127.0.0.1'), { code: 'ERR_SOCKET_DGRAM_NOT_RUNNING' });
    assert.throws(() => socket.setMulticastInterface(), { code: 'ERR_SOCKET_DGRAM_NOT_RUNNING' });
  });
});
process.on('exit', () => assert.strictEqual(told, 1));

const other = dgram.createSocket('udp4');
other.on('error', (err) => {
  assert.strictEqual(err.syscall, 'bind');
  assert.strictEqual(err.port, 70001);
  other.close();
});
other.bind(70001, '203.0.113.9');
