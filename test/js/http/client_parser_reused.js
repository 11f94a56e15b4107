// SPDX-License-Identifier: MIT
// Requests on one kept-open connection share a parser; each response still belongs to its own request.
'use strict';
const assert = require('assert');
const http = require('http');
const { serve } = require('./fixtures/raw');

(async () => {
  const server = await serve({}, (req, res) => res.end(req.method === 'HEAD' ? undefined : req.url));
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const get = (method, path) => new Promise((resolve, reject) => {
    const req = http.request({ agent, method, path, port: server.address().port, host: '127.0.0.1' }, (res) => {
      const { parser } = req;
      let body = '';
      res.on('data', (chunk) => { body += chunk; }).on('end', () => resolve({ parser, body }));
    }).on('error', reject);
    req.end();
  });
  const first = await get('GET', '/1'), head = await get('HEAD', '/2'), last = await get('GET', '/3');
  assert.deepStrictEqual([first.body, head.body, last.body], ['/1', '', '/3']);
  assert.strictEqual(first.parser, last.parser);
  agent.destroy();
  server.close();
})();
