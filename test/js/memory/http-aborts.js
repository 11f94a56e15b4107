// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings
// No growth: requests that are destroyed at every stage, and connections that say what no server wants.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');
const { once } = require('node:events');
const { noCreep } = require('../../fixtures/growth');

const ignore = () => {};
const closed = (stream) => (stream.closed ? undefined : new Promise((resolve) => { stream.once('close', resolve); }));

const stages = {
  start() {},
  socket: (request) => once(request, 'socket'),
  async connect(request) {
    const [socket] = await once(request, 'socket');
    if (socket.connecting) await once(socket, 'connect');
  },
  head: (request) => new Promise((resolve) => { request.once('finish', resolve); }),
  response: (request) => once(request, 'response'),
  async body(request) {
    const [response] = await once(request, 'response');
    response.on('error', ignore);
    await once(response, 'data');
  },
};

const rubbish = ['GET', 'GET / HTTP/1.1\r\nHost', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc', 'BAD\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nq'];

async function main() {
  const server = http.createServer((request, response) => {
    request.on('error', ignore).resume();
    response.on('error', ignore).write('begin'); // and no end
  });
  server.on('clientError', (error, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const agent = new http.Agent({ keepAlive: true });
  for (const [stage, reach] of Object.entries(stages)) {
    for (const method of ['GET', 'POST']) {
      await noCreep(`${method} destroyed at: ${stage}`, async () => {
        const request = http.request({ port, host: '127.0.0.1', agent, method });
        request.on('error', ignore);
        if (method === 'POST') request.write('x'.repeat(20_000));
        if (method === 'GET' || stage === 'head') request.end();
        await reach(request);
        request.destroy();
        await closed(request);
      }, 60, 600);
    }
  }
  await noCreep('signals and timeouts', async (i) => {
    const controller = new AbortController();
    const request = http.get({ port, host: '127.0.0.1', agent, signal: controller.signal, timeout: 1 });
    request.on('error', ignore);
    if (i % 2) request.on('timeout', () => request.destroy());
    else request.on('finish', () => controller.abort());
    await closed(request);
  }, 60, 600);
  await noCreep('rubbish', async (i) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', ignore).resume();
    await once(socket, 'connect');
    socket.write(rubbish[i % rubbish.length]);
    await new Promise(setImmediate);
    if (i % 3 === 0) socket.destroy();
    else if (i % 3 === 1) socket.resetAndDestroy();
    else socket.end();
    await closed(socket);
  }, 90, 400);
  server.close();
  server.closeAllConnections();
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
