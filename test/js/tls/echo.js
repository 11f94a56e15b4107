// SPDX-License-Identifier: MIT
// A verified connection, both directions, ended properly.
'use strict';
const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const tls = require('node:tls');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-tls-'));
const file = (name) => path.join(dir, name);
execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', file('key'), '-out', file('cert'),
                         '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], { stdio: 'ignore' });
const key = fs.readFileSync(file('key')), cert = fs.readFileSync(file('cert'));
fs.rmSync(dir, { recursive: true });

const big = Buffer.alloc(300000, 'y');
const server = tls.createServer({ key, cert }, (socket) => socket.pipe(socket)).listen(0, () => {
  const chunks = [];
  const client = tls.connect({ port: server.address().port, host: 'localhost', servername: 'localhost', ca: cert }, () => {
    assert.ok(client.authorized);
    client.end(big);
  });
  client.on('data', (chunk) => chunks.push(chunk));
  client.on('close', () => {
    assert.ok(Buffer.concat(chunks).equals(big));
    server.close();
  });
});
