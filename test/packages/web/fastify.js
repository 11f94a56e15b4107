// Fastify: schema-compiled JSON, inject (light-my-request), hooks, and its pino logger.
'use strict';
const assert = require('node:assert');
const fastify = require('fastify');
const { curl } = require('../lib.js');

(async () => {
  const lines = [];
  const app = fastify({ logger: { stream: { write: (line) => lines.push(JSON.parse(line)) } } });
  app.addHook('onRequest', async (req, reply) => { reply.header('x-hook', 'yes'); });
  app.get('/sum/:a/:b', {
    schema: {
      params: { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } } },
      response: { 200: { type: 'object', properties: { sum: { type: 'integer' } } } },
    },
  }, async (req) => ({ sum: req.params.a + req.params.b, hidden: true }));
  app.post('/echo', async (req) => req.body);
  const injected = await app.inject({ method: 'GET', url: '/sum/2/3' });
  assert.strictEqual(injected.body, '{"sum":5}');
  assert.strictEqual(injected.headers['x-hook'], 'yes');
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  assert.strictEqual(await curl(`${url}/sum/20/22`), '{"sum":42}');
  assert.strictEqual(await curl('-H', 'Content-Type: application/json', '-d', '{"q":"ä"}', `${url}/echo`), '{"q":"ä"}');
  assert.strictEqual(JSON.parse(await curl(`${url}/sum/x/1`)).statusCode, 400);
  await app.close();
  assert.ok(lines.some((line) => line.msg === 'request completed'));
})();
