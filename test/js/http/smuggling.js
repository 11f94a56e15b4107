// SPDX-License-Identifier: MIT
// Everything in the corpus is read in exactly one way, whether it comes whole or byte by byte; what is refused takes the
// connection with it, so that nothing behind it is read as a request.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');
const { once } = require('events');
const rows = require('../../fixtures/http/smuggling');

/** Parts are written one a turn; resolves when the server has closed, or has answered all that was expected. */
async function send(server, parts, expected) {
  const socket = net.connect(server.address().port, '127.0.0.1'), state = { seen: [], text: '' };
  const closes = expected.at(-1) === '!';
  await once(socket, 'connect');
  server.state = state;
  socket.setNoDelay(true).setEncoding('latin1').on('error', () => {});
  const ended = once(socket, 'close');
  socket.on('data', (chunk) => { state.text += chunk; });
  for (const part of parts) {
    if (!socket.writable) break;
    await new Promise((resolve) => socket.write(part, 'latin1', () => setImmediate(resolve)));
  }
  if (!closes) socket.end();
  await ended;
  return state;
}

function check(name, state, expected) {
  const wanted = expected.filter((item) => item !== '!' && !item.endsWith('?'));
  assert.deepStrictEqual(state.seen, wanted, name);
  const errors = state.text.match(/HTTP\/1\.1 (400|413|417|431) /g) ?? [];
  if (expected.at(-1) === '!') {
    assert.strictEqual(errors.length, 1, `${name}: ${state.text}`);
    assert.ok(state.text.lastIndexOf('HTTP/1.1 ') === state.text.lastIndexOf(errors[0]), `${name}: answers after the error`);
  } else {
    assert.ok(!errors.some((text) => !text.includes('417')), `${name}: ${state.text}`);
  }
}

(async () => {
  assert.ok(rows.length >= 150, String(rows.length));
  assert.strictEqual(new Set(rows.map(([, bytes]) => bytes)).size, rows.length);
  const server = http.createServer((req, res) => {
    const { state } = server;
    let body = '';
    req.on('data', (chunk) => { body += chunk; });
    req.on('end', () => {
      state.seen.push(`${req.method} ${req.url} ${body}`);
      res.end('x');
    });
  }).listen(0, '127.0.0.1');
  server.httpAllowHalfOpen = true;
  await once(server, 'listening');
  for (const [name, bytes, expected] of rows) {
    check(name, await send(server, [bytes], expected), expected);
    if (bytes.length < 400) check(`${name}, byte by byte`, await send(server, bytes.match(/[^]{1,7}/g), expected), expected);
  }
  server.close();
})();
