// SPDX-License-Identifier: MIT
// Names of servers: SNI is compared without case (RFC 6066 §3), and a NUL in a name or certificate never shortens it.
'use strict';
const assert = require('node:assert');
const tls = require('node:tls');
const { key, cert } = require('./fixtures/keys');

const fails = (host, certificate) =>
  assert.strictEqual(tls.checkServerIdentity(host, certificate)?.code, 'ERR_TLS_CERT_ALTNAME_INVALID', host);
const passes = (host, certificate) => assert.strictEqual(tls.checkServerIdentity(host, certificate), undefined, host);

fails('good.com', { subject: { CN: 'good.com\0.evil.com' } });
fails('good.com', { subject: {}, subjectaltname: 'DNS:"good.com\\u0000.evil.com"' });
fails('good.com', { subject: {}, subjectaltname: 'DNS:"x, DNS:good.com"' });
fails('good.com\0', { subject: {}, subjectaltname: 'DNS:good.com' });
fails('good.com\0.evil.com', { subject: {}, subjectaltname: 'DNS:good.com' });
fails('a.b.good.com', { subject: {}, subjectaltname: 'DNS:*.good.com' });
fails('good.com', { subject: { CN: 'good.com' }, subjectaltname: 'DNS:evil.com' });
fails('127.0.0.1', { subject: { CN: '127.0.0.1' } });
passes('GOOD.com', { subject: {}, subjectaltname: 'DNS:good.COM' });
passes('a.good.com', { subject: {}, subjectaltname: 'DNS:*.GOOD.com' });

const asked = [];
const server = tls.createServer({ key, cert, SNICallback: (name, callback) => {
  asked.push(name);
  callback(null, null);
} }, (socket) => socket.end());
server.addContext('LocalHost', { key, cert });
const connect = (servername) => new Promise((resolve) => {
  const socket = tls.connect({ port: server.address().port, ca: cert, servername });
  socket.on('secureConnect', () => resolve('secure')).on('error', (error) => resolve(error.code)).resume();
});
server.listen(0, async () => {
  assert.strictEqual(await connect('LOCALHOST'), 'secure');
  assert.strictEqual(await connect('localhost'), 'secure');
  const cut = await connect('localhost\0.evil.com');
  assert.notStrictEqual(cut, 'secure');
  assert.ok(asked.every((name) => !name.includes('\0') && name.toLowerCase().startsWith('localhost')), asked.join());
  server.close();
});
