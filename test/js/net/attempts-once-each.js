// SPDX-License-Identifier: MIT
// An address that a name has twice is tried once; an attempt that fails at once names the local end.
'use strict';
const assert = require('node:assert');
const net = require('node:net');

const answer = (list) => (host, options, cb) =>
  setImmediate(cb, null, list.map((address) => ({ address, family: 4 })));
const attempts = [];
const socket = net.connect({ port: 9, host: 'example.invalid', lookup: answer(['255.255.255.255', '127.0.0.1', '255.255.255.255']) });
socket.on('connectionAttempt', (ip) => attempts.push(ip));
socket.on('connectionAttemptFailed', (ip, port, family, err) => {
  if (ip === '255.255.255.255') assert.match(err.message, /255\.255\.255\.255:9 - Local \(/);
  else socket.destroy();
});
socket.on('error', () => {});
setTimeout(() => socket.destroy(), 300);
socket.on('close', () => assert.deepStrictEqual(attempts, ['255.255.255.255', '127.0.0.1']));
