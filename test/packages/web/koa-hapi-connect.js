// Koa, hapi and connect: one small application each.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const Koa = require('koa');
const Hapi = require('@hapi/hapi');
const connect = require('connect');
const { curl, listen } = require('../lib.js');

async function koa() {
  const app = new Koa();
  app.use(async (ctx, next) => { await next(); ctx.set('X-Time', 'set'); });
  app.use(async (ctx) => { ctx.body = { path: ctx.path, query: ctx.query.q }; });
  const server = http.createServer(app.callback());
  const url = await listen(server);
  assert.strictEqual(await curl(`${url}/a/b?q=1`), '{"path":"/a/b","query":"1"}');
  assert.match(await curl('-I', url), /x-time: set/i);
  server.close();
  server.closeAllConnections();
}

async function hapi() {
  const server = Hapi.server({ port: 0, host: '127.0.0.1' });
  server.route({ method: 'POST', path: '/echo/{id}', handler: (req) => ({ id: req.params.id, payload: req.payload }) });
  await server.start();
  const answer = await curl('-H', 'Content-Type: application/json', '-d', '{"a":1}', `${server.info.uri}/echo/7`);
  assert.deepStrictEqual(JSON.parse(answer), { id: '7', payload: { a: 1 } });
  assert.strictEqual((await server.inject({ method: 'POST', url: '/echo/8', payload: { b: 2 } })).result.id, '8');
  await server.stop();
}

async function connectApp() {
  const app = connect();
  app.use('/sub', (req, res) => res.end(`sub ${req.url}`));
  app.use((req, res) => res.end('root'));
  const server = http.createServer(app);
  const url = await listen(server);
  assert.strictEqual(await curl(`${url}/sub/x`), 'sub /x');
  assert.strictEqual(await curl(url), 'root');
  server.close();
  server.closeAllConnections();
}

(async () => {
  await koa();
  await hapi();
  await connectApp();
})();
