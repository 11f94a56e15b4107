// Clients: undici and axios against a server of node:http; pino, commander, chalk.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const { Writable } = require('node:stream');
const undici = require('undici');
const axios = require('axios');
const pino = require('pino');
const { Command } = require('commander');
const { listen } = require('../lib.js');

(async () => {
  const server = http.createServer((req, res) => {
    const chunks = [];
    req.on('data', (chunk) => chunks.push(chunk));
    req.on('end', () => {
      res.setHeader('Content-Type', 'application/json');
      res.end(JSON.stringify({ method: req.method, url: req.url, body: Buffer.concat(chunks).toString() }));
    });
  });
  const url = await listen(server);
  const { statusCode, body } = await undici.request(`${url}/a`, { method: 'POST', body: 'one' });
  assert.strictEqual(statusCode, 200);
  assert.deepStrictEqual(await body.json(), { method: 'POST', url: '/a', body: 'one' });
  assert.strictEqual((await (await undici.fetch(`${url}/b`)).json()).url, '/b');
  const answer = await axios.put(`${url}/c`, { two: 2 }, { params: { q: 'x' } });
  assert.deepStrictEqual(answer.data, { method: 'PUT', url: '/c?q=x', body: '{"two":2}' });
  await assert.rejects(axios.get('http://127.0.0.1:1/'), { code: 'ECONNREFUSED' });
  await undici.getGlobalDispatcher().close();
  server.close();
  server.closeAllConnections();

  let log = '';
  const logger = pino({ base: null }, new Writable({ write(chunk, encoding, done) { log += chunk; done(); } }));
  logger.child({ part: 'x' }).warn({ err: new TypeError('bad') }, 'said %d', 5);
  const line = JSON.parse(log);
  assert.strictEqual(line.msg, 'said 5');
  assert.strictEqual(line.err.type, 'TypeError');

  const program = new Command().option('-n, --number <n>', 'a number', Number).argument('<file>');
  program.parse(['-n', '4', 'x.txt'], { from: 'user' });
  assert.strictEqual(program.opts().number, 4);
  assert.deepStrictEqual(program.args, ['x.txt']);
  const { Chalk } = (await import('chalk'));
  assert.strictEqual(new Chalk({ level: 1 }).red('x'), '\u001b[31mx\u001b[39m');
})();
