// SPDX-License-Identifier: MIT
// examples/game: what a client sends is not believed. Speed, firing, numbers that are none, sizes, order, floods.
'use strict';
const assert = require('node:assert');
const { WebSocket } = require('eddy:ws');
const { main, start } = require('./fixtures/program.js');
const { World } = require('../../../examples/game/world.js');
const { COOLDOWN, FIRE, RIGHT, SIZE, SPEED, RADIUS, Reader, SNAPSHOT, input, join, move, rocks } = require('../../../examples/game/public/rules.js');

/** As many inputs as one likes are as many steps as ticks have passed, and a fifth of a second. */
function speed() {
  const world = new World();
  const player = world.join('fast');
  Object.assign(player, { x: 100, y: 100 });
  while (rocks.some(({ x, y, r }) => x < 2000 && Math.abs(y - player.y) < r + RADIUS + 1)) player.y += 5; // a free row
  let seq = 0;
  const from = player.x;
  for (let tick = 0; tick < 60; tick++) {
    for (let i = 0; i < 20; i++) world.input(player, RIGHT | FIRE, ++seq, 0);
    world.step();
  }
  const steps = (player.x - from) / SPEED;
  assert.ok(steps > 59 && steps <= 60 + 12, `${steps} steps in 60 ticks`);
  assert.ok(world.nextBullet - 2048 <= 60 / COOLDOWN + 1);
  for (let tick = 0; tick < 2000; tick++) {
    world.input(player, RIGHT, ++seq, 0);
    world.step();
  }
  assert.ok(player.x <= SIZE - RADIUS);
}

/** Nobody gets into a rock, or out of the world, by any keys. */
function walls() {
  const state = { x: 2000, y: 2000 };
  let seed = 1;
  for (let i = 0, keys = 0; i < 100_000; i++) {
    if (i % 40 === 0) keys = (seed = seed * 16807 % 2147483647) & 15;
    move(state, keys);
    assert.ok(state.x >= RADIUS && state.x <= SIZE - RADIUS && state.y >= RADIUS && state.y <= SIZE - RADIUS);
  }
}

function fight() {
  const hits = [], world = new World({ onHit: (victim, killer) => hits.push(`${killer.name} ${victim.name}`) });
  const a = world.join('a'), b = world.join('b');
  const free = () => { Object.assign(a, { x: 300, y: a.y }); Object.assign(b, { x: 500, y: a.y }); };
  for (a.y = 50; rocks.some(({ x, y, r }) => x < 800 && Math.abs(y - a.y) < r + 40); a.y += 5);
  free();
  a.score = 100;
  b.shield = 0;
  for (let tick = 1; tick <= 120 && hits.length === 0; tick++) {
    world.input(a, FIRE, tick, 0);
    world.step();
  }
  assert.deepStrictEqual(hits, ['a b']);
  assert.ok(b.dead > 0 && a.score >= 110);
  const { x } = b;
  world.input(b, RIGHT, 1, 0); // the dead do not walk
  world.step();
  assert.strictEqual(b.x, x);
  for (let tick = 0; tick < 125; tick++) world.step();
  assert.ok(b.dead === 0 && b.health === 4);
}

async function wire(url) {
  const at = `${url.replace('http', 'ws')}/play`;
  /** The code that the connection ends with, after these messages. */
  const code = (...messages) => new Promise((resolve) => {
    const ws = new WebSocket(at);
    ws.on('open', () => { for (const message of messages) ws.send(message); });
    ws.on('close', resolve).on('error', () => {});
  });
  const cut = (bytes, to) => Buffer.from(bytes).subarray(0, to);
  const keys = (n, seq = 1) => {
    const bytes = Buffer.from(input(0, seq, 0));
    bytes[1] = n;
    return bytes;
  };
  const name = join('me');
  assert.strictEqual(await code('hello'), 1003);
  assert.strictEqual(await code(Buffer.alloc(0)), 1008);
  assert.strictEqual(await code(Buffer.from([0, 99])), 1008);
  assert.strictEqual(await code(input(0, 1, 0)), 1008); // has not joined
  assert.strictEqual(await code(name, name), 1008);
  for (const aim of [NaN, Infinity, -Infinity, 1e9]) assert.strictEqual(await code(name, input(0, 1, aim)), 1008, `${aim}`);
  assert.strictEqual(await code(name, keys(255)), 1008);
  assert.strictEqual(await code(name, cut(input(0, 1, 0), 7)), 1008);
  assert.strictEqual(await code(name, Buffer.concat([keys(0), keys(0)])), 1008);
  assert.strictEqual(await code(name, keys(0), keys(0)), 1008); // the same again
  assert.strictEqual(await code(name, keys(0, 7)), 1008);
  assert.strictEqual(await code(Buffer.alloc(81)), 1009);
  assert.strictEqual(await code(join('x'.repeat(5000))), 1009);
  const many = Array.from({ length: 300 }, (_, i) => input(0, i + 1, 0));
  assert.strictEqual(await code(name, ...many), 1008);
  const foreign = new WebSocket(at, { origin: 'http://evil.example' });
  await new Promise((resolve) => foreign.on('error', resolve));
}

/** Somebody who neither joins nor goes. */
async function quiet(url) {
  const ws = new WebSocket(`${url.replace('http', 'ws')}/play`);
  assert.strictEqual(await new Promise((resolve) => ws.on('close', resolve)), 1008);
}

async function seesItself(url) {
  const ws = new WebSocket(`${url.replace('http', 'ws')}/play`);
  ws.binaryType = 'arraybuffer';
  await new Promise((resolve) => ws.on('open', resolve));
  ws.send(join('<b>\u0000e\u0301\ud83d\ude00 looooooooooooooong'));
  let seq = 0;
  const acks = await new Promise((resolve) => {
    const all = [];
    ws.on('message', (data) => {
      const reader = new Reader(data);
      if (reader.u8() !== SNAPSHOT) return;
      const snapshot = reader.snapshot();
      all.push(snapshot.ack);
      assert.ok(snapshot.x >= RADIUS && snapshot.x <= SIZE);
      ws.send(input(0, ++seq, 0));
      if (snapshot.ack > 3) resolve(all);
    });
  });
  acks.forEach((ack, i) => assert.ok(ack <= seq && (i === 0 || ack >= acks[i - 1]), `${acks}`));
  ws.terminate();
}

main(async () => {
  speed();
  walls();
  fight();
  const server = await start(['game/server.js'], { env: { QUIET: '30000' } }), hasty = await start(['game/server.js'], { env: { QUIET: '300' } });
  await quiet(hasty.url);
  assert.strictEqual(await hasty.stop(), 0);
  await wire(server.url);
  await seesItself(server.url);
  assert.strictEqual(await server.stop(), 0);
});
