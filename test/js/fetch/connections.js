// SPDX-License-Identifier: MIT
// Connections of fetch(): kept and used again, no more than 256 to an origin at a time, and an idle one keeps no
// process alive. Large bodies wait for their reader. Dispatchers and observers of undici get their requests.
'use strict';
const assert = require('node:assert');
const { randomBytes } = require('node:crypto');
const diagnostics = require('node:diagnostics_channel');
const http = require('node:http');

let open = 0, most = 0, made = 0, written = 0;
const big = randomBytes(1 << 16), PIECES = 200;
const held = [];
const server = http.createServer((req, res) => {
  if (req.url === '/hold') {
    held.push(res);
    if (held.length === 256) for (const one of held.splice(0)) one.end('x');
    else if (made >= 256) setImmediate(() => { for (const one of held.splice(0)) one.end('x'); });
    return;
  }
  if (req.url !== '/big') return res.end('ok');
  const go = () => {
    while (written < PIECES) {
      written++;
      if (!res.write(big)) return res.once('drain', go);
    }
    res.end();
  };
  go();
});
server.on('connection', (socket) => {
  made++;
  most = Math.max(most, ++open);
  socket.on('close', () => open--);
});
server.listen(0, async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  for (let i = 0; i < 5; i++) await (await fetch(base)).text();
  assert.strictEqual(made, 1);
  await Promise.all(Array.from({ length: 300 }, async () => (await fetch(`${base}/hold`)).text()));
  assert.strictEqual(most, 256);

  const large = await fetch(`${base}/big`);
  const before = written;
  assert.ok(before < PIECES); // the rest waits
  let bytes = 0;
  for await (const piece of large.body) {
    assert.ok(Buffer.from(piece).equals(big.subarray(bytes % big.length, bytes % big.length + piece.length)) ||
              piece.length > big.length - bytes % big.length);
    bytes += piece.length;
  }
  assert.strictEqual(bytes, PIECES * big.length);
  written = 0;
  assert.strictEqual((await (await fetch(`${base}/big`)).arrayBuffer()).byteLength, PIECES * big.length);

  const seen = [];
  const see = ({ request }) => seen.push(request.path);
  diagnostics.subscribe('undici:request:create', see);
  await (await fetch(`${base}/seen`)).text();
  diagnostics.unsubscribe('undici:request:create', see);
  const kDispatcher = Symbol.for('undici.globalDispatcher.1'), usual = globalThis[kDispatcher];
  globalThis[kDispatcher] = { dispatch(options, handler) { seen.push(options.path); return usual.dispatch(options, handler); } };
  await (await fetch(`${base}/dispatched`)).text();
  globalThis[kDispatcher] = usual;
  await (await fetch(`${base}/plain`)).text();
  assert.deepStrictEqual(seen, ['/seen', '/dispatched']);
  server.close();
  server.unref(); // kept connections of the client must not keep this alive
});
