// SPDX-License-Identifier: MIT
// Ten times longer, the same memory and open files: net, dgram, http, https, http2, fetch(), WebSocket.
'use strict';
const { once } = require('node:events');
const { longer } = require('../../fixtures/longer');
const { cert, key } = require('../tls/fixtures/keys');

const nothing = () => {};
const signal = new AbortController().signal; // outlives all that listen to it

async function listening(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server.address().port;
}

/** What is got from a request of node:http or node:https. */
function get(library, options) {
  return new Promise((resolve, reject) => {
    library.get({ host: '127.0.0.1', ...options }, (response) => response.resume().on('close', resolve)).on('error', reject);
  });
}

longer(__filename, {
  net: [25, async () => {
    const net = require('node:net');
    const port = await listening(net.createServer((socket) => socket.on('error', nothing).pipe(socket)));
    return async () => {
      const client = net.connect({ port, host: '127.0.0.1', signal });
      client.end('echo');
      await client.toArray();
      const reset = net.connect(port, '127.0.0.1');
      await once(reset, 'connect');
      reset.resetAndDestroy();
      const server = net.createServer();
      await listening(server);
      await new Promise((resolve) => { server.close(resolve); });
      new net.BlockList().addSubnet('10.0.0.0', 8);
      new net.Socket();
    };
  }],
  dgram: [25, async () => {
    const dgram = require('node:dgram');
    const server = dgram.createSocket('udp4');
    server.on('message', (message, { port, address }) => server.send(message, port, address));
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    return async () => {
      const client = dgram.createSocket({ type: 'udp4', signal });
      for (let k = 0; k < 20; k++) {
        client.send('echo', server.address().port, '127.0.0.1');
        await once(client, 'message');
      }
      client.close();
      await once(client, 'close');
    };
  }],
  http: [25, async () => {
    const http = require('node:http');
    const port = await listening(http.createServer((request, response) => request.pipe(response)));
    const kept = new http.Agent({ keepAlive: true, maxSockets: 2 });
    return async () => {
      await Promise.all(Array.from({ length: 8 }, () => get(http, { port, agent: kept })));
      await get(http, { port, signal, headers: { 'x-long': 'v'.repeat(1000) } });
      const agent = new http.Agent({ keepAlive: true });
      await get(http, { port, agent });
      agent.destroy();
      const aborted = http.get({ port, host: '127.0.0.1', agent: false }).on('error', nothing);
      aborted.destroy();
      await new Promise((resolve) => { aborted.on('close', resolve); });
    };
  }],
  https: [8, async () => {
    const https = require('node:https');
    const port = await listening(https.createServer({ cert, key }, (request, response) => response.end('text')));
    return async () => {
      const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
      for (let k = 0; k < 3; k++) await get(https, { port, agent });
      agent.destroy();
      await get(https, { port, ca: 'none' }).catch(nothing);
    };
  }],
  http2: [20, async () => {
    const http2 = require('node:http2');
    const port = await listening(http2.createServer((request, response) => response.end('text')));
    return async () => {
      const session = http2.connect(`http://127.0.0.1:${port}`);
      for (let k = 0; k < 5; k++) await session.request({ ':path': '/' }).toArray();
      session.request({ ':path': '/' }, { signal: AbortSignal.abort() }).on('error', nothing);
      await new Promise((resolve) => { session.close(resolve); });
    };
  }],
  fetch: [20, async () => {
    const port = await listening(require('node:http').createServer((request, response) => request.pipe(response)));
    const url = `http://127.0.0.1:${port}/`;
    return async () => {
      await (await fetch(url, { signal })).text();
      await (await fetch(url, { method: 'POST', body: '{"a":1}' })).json();
      await (await fetch(new Request(url, { signal: AbortSignal.any([signal, new AbortController().signal]) }))).arrayBuffer();
      const stop = new AbortController(), aborted = fetch(url, { signal: stop.signal }).catch(nothing);
      stop.abort();
      await aborted;
      await (await fetch(url)).body.cancel();
    };
  }],
  WebSocket: [20, async () => {
    const server = require('node:http').createServer();
    new (require('eddy:ws').Server)({ server }).on('connection', (ws) => ws.on('message', (data) => ws.send(data)));
    const port = await listening(server);
    return async () => {
      const client = new WebSocket(`ws://127.0.0.1:${port}`);
      await new Promise((resolve) => { client.onopen = resolve; });
      client.send('text '.repeat(500));
      await new Promise((resolve) => { client.onmessage = resolve; });
      client.close();
      await new Promise((resolve) => { client.onclose = resolve; });
    };
  }],
});
