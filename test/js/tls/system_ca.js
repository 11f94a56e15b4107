// SPDX-License-Identifier: MIT
// Whom a program trusts: the distribution's certificates; with --use-system-ca what SSL_CERT_FILE and SSL_CERT_DIR name as well; with
// --use-openssl-ca only that; NODE_EXTRA_CA_CERTS always.
'use strict';

const assert = require('node:assert');
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const tls = require('node:tls');
const { key, cert } = require('./fixtures/keys');

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? require('node:os').tmpdir(), 'ca-'));
const file = path.join(dir, 'own.pem');
fs.writeFileSync(file, cert);

const clean = { ...process.env, SSL_CERT_FILE: '', SSL_CERT_DIR: '', NODE_EXTRA_CA_CERTS: '', NODE_USE_SYSTEM_CA: '' };
const program = `
  const socket = require('tls').connect({ port: +process.argv[1], host: '127.0.0.1', checkServerIdentity() {} }, () => done('trusted'));
  socket.on('error', (error) => done(error.code));
  function done(how) { console.log(how, require('tls').getCACertificates().some((pem) => pem.trim() === process.env.OWN.trim())); socket.destroy(); }`;
const server = tls.createServer({ key, cert }, (socket) => socket.on('error', () => {}).end()).listen(0, '127.0.0.1', async () => {
  const run = (env, ...options) => new Promise((resolve) => {
    const child = spawn(process.execPath, [...options, '-e', program, server.address().port], {
      env: { ...clean, OWN: cert, ...env }, stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (chunk) => { out += chunk; }).on('end', () => resolve(out.trim()));
  });
  const refused = 'DEPTH_ZERO_SELF_SIGNED_CERT false', trusted = 'trusted true';
  assert.strictEqual(await run({}), refused);
  assert.strictEqual(await run({ SSL_CERT_FILE: file }), refused);
  assert.strictEqual(await run({ SSL_CERT_FILE: file }, '--use-bundled-ca'), refused);
  assert.strictEqual(await run({ SSL_CERT_FILE: file }, '--use-system-ca'), trusted);
  assert.strictEqual(await run({ SSL_CERT_FILE: file, NODE_USE_SYSTEM_CA: '1' }), trusted);
  assert.strictEqual(await run({ SSL_CERT_FILE: file, NODE_USE_SYSTEM_CA: '0' }), refused);
  assert.strictEqual(await run({ SSL_CERT_FILE: file }, '--use-openssl-ca'), 'trusted false');
  assert.strictEqual(await run({ SSL_CERT_DIR: `/none:${dir}` }, '--use-system-ca'), trusted);
  assert.strictEqual(await run({ SSL_CERT_DIR: dir }), refused);
  assert.strictEqual(await run({}, '--use-system-ca'), refused);
  assert.strictEqual(await run({ NODE_EXTRA_CA_CERTS: file }), trusted);
  assert.strictEqual(await run({ NODE_EXTRA_CA_CERTS: file }, '--use-openssl-ca'), trusted);
  server.close();

  const { status, stderr } = spawnSync(process.execPath, ['--use-openssl-ca', '--use-system-ca', '-p', '1'], { encoding: 'utf8' });
  assert.strictEqual(status, 9);
  assert.match(stderr, /either --use-openssl-ca or --use-system-ca can be used, not both/);

  const list = 'tls = require("tls"); tls.getCACertificates("system").length + " " + tls.rootCertificates.some((pem) => pem.trim() === process.env.OWN.trim())';
  const system = spawnSync(process.execPath, ['-p', list], { encoding: 'utf8', env: { ...clean, OWN: cert, SSL_CERT_FILE: file, SSL_CERT_DIR: dir } });
  assert.strictEqual(system.stdout, '1 false\n');
  fs.rmSync(dir, { recursive: true });
});
