// SPDX-License-Identifier: MIT
// Channels and performance entries of both ends of a request.
'use strict';
const assert = require('assert');
const http = require('http');
const channels = require('diagnostics_channel');
const { PerformanceObserver } = require('perf_hooks');
const { serve } = require('./fixtures/raw');

const told = [];
for (const name of ['client.request.created', 'client.request.start', 'client.response.finish', 'client.request.error',
                    'server.request.start', 'server.response.created', 'server.response.finish']) {
  channels.subscribe(`http.${name}`, (message) => told.push([name, Object.keys(message).join()]));
}
const entries = [];
new PerformanceObserver((list) => entries.push(...list.getEntries())).observe({ type: 'http' });

(async () => {
  const server = await serve({}, (req, res) => res.end('x'));
  const { port } = server.address();
  http.get({ port, host: '127.0.0.1', path: '/p' }, (res) => {
    res.resume().on('end', () => {
      server.close();
      http.get({ port, host: '127.0.0.1', agent: false }).on('error', () => {});
    });
  });
})();
process.on('exit', () => {
  assert.deepStrictEqual(told.map(([name]) => name).sort(), [
    'client.request.created', 'client.request.created', 'client.request.error', 'client.request.start', 'client.request.start',
    'client.response.finish', 'server.request.start', 'server.response.created', 'server.response.finish']);
  assert.ok(told.some(([name, keys]) => name === 'server.request.start' && keys === 'request,response,socket,server'));
  assert.deepStrictEqual(entries.map((entry) => entry.name).sort(), ['HttpClient', 'HttpRequest']);
  assert.strictEqual(entries[0].detail.req.method, 'GET');
  assert.strictEqual(entries[1].detail.res.statusCode, 200);
});
