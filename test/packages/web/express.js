// Express 4 and 5: routing, JSON bodies, static files, errors.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const { curl, listen } = require('../lib.js');

async function check(express) {
  const app = express();
  app.use(express.json());
  app.use('/files', express.static(__dirname));
  app.get('/hello/:name', (req, res) => res.json({ hello: req.params.name, query: req.query }));
  app.post('/echo', (req, res) => res.status(201).send(req.body));
  app.get('/fail', () => { throw new Error('as planned'); });
  app.use((error, req, res, next) => res.status(500).type('text').send(error.message)); // eslint-disable-line no-unused-vars
  const server = http.createServer(app);
  const url = await listen(server);
  assert.deepStrictEqual(JSON.parse(await curl(`${url}/hello/you?a=1`)), { hello: 'you', query: { a: '1' } });
  assert.strictEqual(await curl('-H', 'Content-Type: application/json', '-d', '{"x":[1,2]}', `${url}/echo`), '{"x":[1,2]}');
  assert.strictEqual(await curl('-o', '/dev/null', '-w', '%{http_code}', `${url}/nowhere`), '404');
  assert.strictEqual(await curl(`${url}/fail`), 'as planned');
  assert.match(await curl(`${url}/files/package.json`), /eddy-package-tests/);
  assert.match(await curl('-I', `${url}/files/package.json`), /ETag: /i);
  server.close();
  server.closeAllConnections();
}

(async () => {
  await check(require('express4'));
  await check(require('express'));
})();
