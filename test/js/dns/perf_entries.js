// SPDX-License-Identifier: MIT
// PerformanceObserver hears of look-ups and connections.
'use strict';
const assert = require('assert');
const dns = require('dns');
const net = require('net');
const { PerformanceObserver } = require('perf_hooks');

const entries = [];
const observer = new PerformanceObserver((list) => entries.push(...list.getEntries()));
observer.observe({ entryTypes: ['dns', 'net'] });
const server = net.createServer((socket) => socket.end()).listen(0, '127.0.0.1', () => {
  dns.lookup('localhost', () => {
    net.connect(server.address().port, '127.0.0.1').resume().on('close', () => server.close());
  });
});
process.on('exit', () => {
  assert.deepStrictEqual(entries.map((entry) => [entry.entryType, entry.name]), [['dns', 'lookup'], ['net', 'connect']]);
  assert.strictEqual(entries[0].detail.hostname, 'localhost');
  assert.strictEqual(entries[1].detail.host, '127.0.0.1');
});
