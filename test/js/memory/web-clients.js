// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings --experimental-eventsource
// No growth: fetch(), WebSocket and EventSource, plain and over TLS, that end or are broken off at every stage.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const https = require('node:https');
const { once } = require('node:events');
const { setTimeout: pause } = require('node:timers/promises');
const Room = require('eddy:ws').Server;
const { noCreep } = require('../../fixtures/growth');
const { cert, key } = require('../tls/fixtures/keys');

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
const ignore = () => {};

async function use(scheme, server) {
  server.on('request', (request, response) => {
    request.resume();
    if (request.url === '/never') return;
    if (request.url === '/events') response.setHeader('Content-Type', 'text/event-stream');
    response.write('data: x\n\n');
    if (request.url === '/') response.end();
  });
  const room = new Room({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', ignore).on('end', () => socket.destroy()).resume();
    if (request.url === '/') room.handleUpgrade(request, socket, head, (ws) => ws.on('error', ignore).send('welcome'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const where = `${scheme}://127.0.0.1:${server.address().port}`;
  const long = new AbortController();
  const abort = async (path, wait) => {
    const controller = new AbortController();
    const text = fetch(where + path, { signal: controller.signal }).then((response) => response.text()).catch(ignore);
    await wait();
    controller.abort();
    await text;
  };
  const actions = {
    'fetch': async () => (await fetch(`${where}/`, { signal: long.signal })).text(),
    'fetch, sent': async () => (await fetch(`${where}/`, { method: 'POST', body: new Blob(['x']).stream(), duplex: 'half' })).text(),
    'fetch aborted at once': () => abort('/never', ignore),
    'fetch aborted before the answer': () => abort('/never', () => pause(2)),
    'fetch aborted in the answer': () => abort('/slow', () => pause(4)),
    async 'fetch cancelled'() {
      const reader = (await fetch(`${where}/slow`)).body.getReader();
      await reader.read();
      await reader.cancel();
    },
    'fetch refused': () => fetch('http://127.0.0.1:1/').catch(ignore),
    async 'socket'() {
      const socket = new WebSocket(where.replace('http', 'ws'));
      await new Promise((resolve) => {
        socket.onmessage = () => socket.close();
        socket.onclose = resolve;
      });
    },
    async 'socket closed in the handshake'(i) {
      const socket = new WebSocket(`${where.replace('http', 'ws')}/never`);
      socket.onerror = ignore;
      const end = new Promise((resolve) => { socket.onclose = resolve; });
      if (i % 2) await pause(2);
      socket.close();
      await end;
    },
    async 'event source'() {
      const source = new EventSource(`${where}/events`);
      await new Promise((resolve) => { source.onmessage = resolve; });
      source.close();
    },
  };
  for (const [name, fn] of Object.entries(actions)) await noCreep(`${scheme}: ${name}`, fn, 50, 1500);
  server.close();
  server.closeAllConnections();
}

async function main() {
  await use('http', http.createServer());
  await use('https', https.createServer({ cert, key }));
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
