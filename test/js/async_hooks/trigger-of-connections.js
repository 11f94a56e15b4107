// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { createHook } = require('async_hooks');
const dgram = require('dgram');
const http = require('http');
const net = require('net');

// What a handle makes has the handle for its trigger: an accepted connection its server, a connect and a shutdown their
// socket, messages of HTTP their connection.
const made = [];
const types = new Map();
createHook({
  init(id, type, trigger, resource) {
    types.set(id, type);
    made.push(`${type} < ${types.get(trigger)}`);
    if (type === 'TickObject') assert.strictEqual(resource.constructor, Object);
  },
}).enable();

const server = net.createServer((socket) => {
  socket.end('bye');
  server.close();
}).listen(0, '127.0.0.1', () => net.connect(server.address().port, '127.0.0.1').resume());

const web = http.createServer((req, res) => {
  res.end();
  web.close();
}).listen(0, '127.0.0.1', () => http.get({ host: '127.0.0.1', port: web.address().port, agent: false }).end());

const udp = dgram.createSocket('udp4').bind(0, '127.0.0.1', () => {
  udp.send('x', udp.address().port, '127.0.0.1', () => udp.close());
});

process.on('exit', () => {
  for (const expected of ['TCPWRAP < TCPSERVERWRAP', 'TCPCONNECTWRAP < TCPWRAP', 'SHUTDOWNWRAP < TCPWRAP',
                          'HTTPINCOMINGMESSAGE < TCPWRAP']) {
    assert(made.includes(expected), `${expected} is not among ${made.join(', ')}`);
  }
});
