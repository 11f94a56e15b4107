// SPDX-License-Identifier: MIT
// What needs a socket, or JavaScript, during the handshake, and what comes after it: listeners of 'secureConnection' and
// 'connection', SNI, client certificates, resumed sessions, upgrades, pipelining, bytes under the parser's nose.
'use strict';
const assert = require('node:assert');
const https = require('node:https');
const tls = require('node:tls');
const { key, cert } = require('../tls/fixtures/keys');

const handler = (req, res) => {
  if (req.url === '/auth') return res.end(String(req.socket.authorized));
  if (req.url === '/raw') req.socket.once('data', (d) => req.socket.emit('raw', d));
  res.end(`hello ${req.url}`);
};
const listen = (options, before) => new Promise((resolve) => {
  const server = https.createServer({ key, cert, ...options }, handler);
  before?.(server);
  server.listen(0, () => resolve(server));
});
const talk = (server, text, options) => new Promise((resolve, reject) => {
  let got = '';
  const socket = tls.connect({ port: server.address().port, rejectUnauthorized: false, ...options }, () => socket.write(text));
  socket.setEncoding('latin1').on('data', (d) => { got += d; });
  socket.on('error', reject).on('close', () => resolve(got));
});
const request = (path, more = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
const last = (path) => request(path, 'Connection: close\r\n');
const close = (server) => new Promise((resolve) => server.close(resolve));

async function plain(options, before, connect) {
  const server = await listen(options, before);
  const got = await talk(server, request('/1') + request('/2') + last('/3'), connect);
  assert.match(got, /hello \/1[^]*hello \/2[^]*hello \/3$/);
  await close(server);
}

(async () => {
  const seen = [];
  await plain();
  await plain({}, (server) => server.on('secureConnection', (s) => seen.push(s.getProtocol())));
  await plain({}, (server) => server.on('connection', () => seen.push('connection')));
  await plain({ SNICallback(name, cb) { seen.push(name); cb(null, tls.createSecureContext({ key, cert })); } }, null,
              { servername: 'a.example' });
  await plain({}, (server) => server.addContext('*.example', { key, cert }), { servername: 'b.example' });
  await plain({ maxVersion: 'TLSv1.2' });
  assert.deepStrictEqual(seen, ['TLSv1.3', 'connection', 'a.example']);

  const mutual = await listen({ requestCert: true, ca: cert });
  assert.match(await talk(mutual, last('/auth'), { key, cert }), /true$/);
  await assert.rejects(talk(mutual, last('/auth'), { maxVersion: 'TLSv1.2' }));
  await close(mutual);

  const again = await listen({ maxVersion: 'TLSv1.2' });
  let session;
  await new Promise((resolve) => {
    const first = tls.connect({ port: again.address().port, rejectUnauthorized: false }, () => first.write(last('/')));
    first.on('session', (s) => { session = s; }).on('close', resolve).resume();
  });
  await new Promise((resolve) => {
    const second = tls.connect({ port: again.address().port, rejectUnauthorized: false, session }, () => {
      assert.ok(second.isSessionReused());
      second.end(last('/'));
    }).on('close', resolve).resume();
  });
  await close(again);

  const raw = await listen({}, (server) => server.on('upgrade', (req, socket, head) => {
    socket.write(`HTTP/1.1 101 Switching\r\n\r\n${head}`);
    socket.on('data', (d) => socket.end(`back ${d}`));
  }));
  assert.match(await talk(raw, request('/raw') + last('/after')), /hello \/raw[^]*hello \/after$/);
  const upgraded = await new Promise((resolve) => {
    let got = '';
    const socket = tls.connect({ port: raw.address().port, rejectUnauthorized: false }, () => {
      socket.write(`${request('/', 'Connection: upgrade\r\nUpgrade: x\r\n')}head`);
    });
    socket.on('data', (d) => {
      const before = got;
      got += d;
      if (!before.endsWith('head') && got.endsWith('head')) socket.write('more');
    }).on('close', () => resolve(got));
  });
  assert.match(upgraded, /101 Switching\r\n\r\nheadback more$/);
  await close(raw);
})();
