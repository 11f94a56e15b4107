// SPDX-License-Identifier: MIT
// A session that was made with one identity is not resumed for another: neither another host, whose certificate would go
// unchecked, nor after checks were switched off.
'use strict';
const assert = require('node:assert');
const https = require('node:https');
const { key, cert } = require('./fixtures/keys'); // for localhost only

const server = https.createServer({ key, cert }, (req, res) => res.end(`${req.socket.isSessionReused()}`));
const get = (options) => new Promise((resolve, reject) => {
  https.get({ port: server.address().port, host: '127.0.0.1', headers: { connection: 'close' }, ...options }, (res) => {
    res.setEncoding('utf8').on('data', resolve);
  }).on('error', reject);
});

server.listen(0, '127.0.0.1', async () => {
  for (const maxVersion of ['TLSv1.2', 'TLSv1.3']) {
    const agent = new https.Agent({ maxVersion });
    const trusted = { agent, ca: cert, servername: 'localhost' };
    assert.strictEqual(await get(trusted), 'false');
    assert.strictEqual(await get(trusted), 'true', 'the cache works at all');
    await assert.rejects(get({ ...trusted, servername: 'other.example' }), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    await assert.rejects(get({ ...trusted, servername: 'other.example' }), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    await assert.rejects(get({ agent, servername: 'localhost' }), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });

    // Without checks, then with: the second may not live on the first one's session.
    const other = new https.Agent({ maxVersion });
    assert.strictEqual(await get({ agent: other, servername: 'localhost', rejectUnauthorized: false }), 'false');
    await assert.rejects(get({ agent: other, servername: 'localhost' }), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    assert.strictEqual(await get({ agent: other, ca: cert, servername: 'localhost' }), 'false');
  }
  server.close();
});
