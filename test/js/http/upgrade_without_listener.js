// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { serve, exchange } = require('./fixtures/raw');

const request = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade, close\r\nUpgrade: x\r\n\r\n';
(async () => {
  const plain = await serve({}, (req, res) => res.end('plain'));
  assert.match(await exchange(plain, request), /200 OK[^]*plain$/);
  plain.close();
  const wanted = await serve({ shouldUpgradeCallback: () => true }, () => assert.fail('a request'));
  assert.strictEqual(await exchange(wanted, request), '');
  wanted.close();
})();
