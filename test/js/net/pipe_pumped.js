// SPDX-License-Identifier: MIT
// A proxy of two pipes: bytes, counters, ends in both directions, a slow reader; and that whoever looks at a pipe in the
// middle of it sees the bytes from there on.
'use strict';
const assert = require('node:assert');
const { createHash, randomBytes } = require('node:crypto');
const { once } = require('node:events');
const net = require('node:net');
const { pipeline } = require('node:stream');

const data = randomBytes(3_000_000);
const sum = (bytes) => createHash('sha256').update(bytes).digest('hex');
const listen = (handler, options) => new Promise((resolve) => {
  const server = net.createServer(options ?? {}, handler).listen(0, '127.0.0.1', () => resolve(server));
});
const connect = (server, options) => net.connect({ port: server.address().port, host: '127.0.0.1', ...options });

// Sends everything, and collects until the end.
async function through(server, pause) {
  const client = connect(server, { allowHalfOpen: true });
  const got = [];
  client.end(data);
  if (pause) { // lets the queues fill
    client.once('data', (d) => {
      got.push(d);
      client.pause();
      setTimeout(() => client.on('data', (c) => got.push(c)).resume(), 50); // the reader is slow: that is the case
    });
  } else {
    client.on('data', (d) => got.push(d));
  }
  await once(client, 'end');
  assert.strictEqual(sum(Buffer.concat(got)), sum(data));
}

(async () => {
  const echo = await listen((socket) => socket.pipe(socket), { allowHalfOpen: true });
  await through(echo);
  await through(echo, true);

  const events = [];
  let up, down;
  const proxy = await listen((socket) => {
    down = socket;
    up = connect(echo, { allowHalfOpen: true });
    for (const [name, s] of [['down', down], ['up', up]]) {
      for (const event of ['pipe', 'unpipe', 'end', 'finish', 'close']) s.on(event, () => events.push(`${name} ${event}`));
    }
    down.pipe(up);
    up.pipe(down);
  }, { allowHalfOpen: true });
  await through(proxy);
  for (const socket of [down, up]) if (!socket.closed) await once(socket, 'close');
  assert.deepStrictEqual([down.bytesRead, down.bytesWritten, up.bytesRead, up.bytesWritten], Array(4).fill(data.length));
  assert.deepStrictEqual([...events].sort(), ['down', 'up'].flatMap((n) => ['close', 'end', 'finish', 'pipe', 'unpipe'].map((e) => `${n} ${e}`)));
  await through(proxy, true);

  const lined = await listen((socket) => {
    const other = connect(echo, { allowHalfOpen: true });
    pipeline(socket, other, (err) => assert.ifError(err));
    pipeline(other, socket, (err) => assert.ifError(err));
  }, { allowHalfOpen: true });
  await through(lined);

  // Touched in the middle.
  let source, target;
  const relay = await listen((socket) => {
    source = socket;
    source.setEncoding('latin1'); // not for a pump at all
    target = connect(echo);
    source.pipe(target).pipe(source);
  });
  const say = async (client, text) => {
    const answer = once(client, 'data');
    client.write(text);
    return String((await answer)[0]);
  };
  const plain = await listen((socket) => {
    source = socket;
    target = connect(echo);
    source.pipe(target).pipe(source);
  });
  const odd = connect(relay);
  assert.strictEqual(await say(odd, 'text'), 'text');
  odd.destroy();

  const client = connect(plain);
  assert.strictEqual(await say(client, 'one'), 'one');
  assert.strictEqual(await say(client, 'two'), 'two');
  const seen = [];
  source.on('data', (d) => seen.push(String(d)));
  assert.strictEqual(await say(client, 'three'), 'three');
  source.removeAllListeners('data');
  source.unpipe(target);
  source.pipe(target);
  assert.strictEqual(await say(client, 'four'), 'four');
  const extra = once(client, 'data');
  source.write('aside');
  assert.strictEqual(String((await extra)[0]), 'aside');
  assert.strictEqual(await say(client, 'five'), 'five');
  source.pause();
  client.write('held');
  source.unpipe(target);
  const held = once(source, 'data');
  source.resume();
  assert.strictEqual(String((await held)[0]), 'held');
  assert.deepStrictEqual(seen, ['three']);
  client.destroy();
  target.destroy(); // nobody else would
  for (const server of [echo, proxy, lined, relay, plain]) server.close();
})();
