// SPDX-License-Identifier: MIT
// examples/chat without Redis: two workers, everybody hears everything once; a worker is killed; limits.
'use strict';
const assert = require('node:assert');
const { main, start } = require('./fixtures/program.js');
const { enter } = require('./fixtures/chat.js');

const pidOf = async (url) => (await (await fetch(`${url}/status`, { headers: { Connection: 'close' } })).json()).pid;

/** Somebody whose connection is with another worker than `pid`. */
async function crowd(url) {
  const people = [];
  for (let i = 0; i < 4; i++) people.push(await enter(url, `guest ${i}`)); // round robin: two in each worker
  return people;
}

async function talk(url) {
  const people = await crowd(url);
  const [a, b, c] = people;
  await a.until(() => a.heard.some(({ type, detail }) => type === 'here' && detail.count === 4));
  a.connection.typing();
  await b.until(() => b.heard.some(({ type, detail }) => type === 'typing' && detail.nick === 'guest 0'));
  const evil = '<img src=x onerror=alert(1)> \u{1f600} "&';
  people.forEach((person, i) => { for (let n = 0; n < 5; n++) person.connection.say(`${i}.${n} ${evil}`); });
  for (const person of people) await person.until(() => person.texts().length >= 20);
  const ids = people.map((person) => person.heard.filter(({ type }) => type === 'said').map(({ detail }) => detail.id).sort());
  assert.strictEqual(new Set(ids[0]).size, 20);
  for (const each of ids) assert.deepStrictEqual(each, ids[0]);
  assert.ok(a.texts().includes(`2.0 ${evil}`)); // as it was written: the page makes text nodes of it
  await a.until(() => a.connection.outbox.size === 0);
  const late = await enter(url, 'late'); // history
  assert.strictEqual(late.texts().length, 20);
  const other = await enter(url, 'late', 'another room');
  assert.deepStrictEqual(other.texts(), []);
  const thief = await enter(url, 'guest 0');
  assert.strictEqual((await thief.gets('refused')).detail.code, 'nick-taken');
  for (const person of [late, other, thief]) person.connection.end();
  await c.until(() => c.heard.at(-1).type === 'here' && c.heard.at(-1).detail.count === 4);
  return people;
}

/** A worker dies: its clients are back in a moment, and miss nothing. */
async function crash(url, people) {
  process.kill(await pidOf(url), 'SIGKILL');
  const lost = people.filter((person) => person.states().includes('lost'));
  for (const person of people) person.connection.say('after the crash');
  for (const person of people) await person.until(() => person.texts().filter((text) => text === 'after the crash').length === 4);
  assert.ok(lost.length < 4);
  const again = await enter(url, 'again');
  assert.strictEqual(again.texts().length, 24);
  again.connection.end();
}

/** New workers for old ones: nobody misses anything, and the history goes on. */
async function reload(server, people) {
  const seen = new Set();
  while (seen.size < 2) seen.add(await pidOf(server.url));
  const before = people[0].texts().length;
  for (const person of people) person.lost = person.states().filter((state) => state === 'lost').length;
  server.kill('SIGHUP');
  for (let fresh = 0; fresh < 4;) fresh = seen.has(await pidOf(server.url)) ? 0 : fresh + 1;
  for (const person of people) await person.until(() => person.states().filter((state) => state === 'lost').length > person.lost && person.states().at(-1) === 'here');
  people[0].connection.say('after the reload');
  for (const person of people) await person.hears('after the reload');
  assert.strictEqual(people[0].texts().length, before + 1); // none came twice
  const late = await enter(server.url, 'later');
  assert.strictEqual(late.texts().length, before + 1);
  late.connection.end();
}

async function limits(url) {
  const ws = (options) => new (require('eddy:ws'))(`${url.replace('http', 'ws')}/ws`, options);
  const closed = (text, options) => new Promise((resolve) => {
    const socket = ws(options);
    socket.on('open', () => socket.send(text)).on('close', resolve).on('error', () => {});
  });
  assert.strictEqual(await closed('x'.repeat(9000)), 1009);
  assert.strictEqual(await closed('no json'), 1007);
  assert.strictEqual(await closed(Buffer.from('{}')), 1007);
  assert.strictEqual(await closed('{}', { origin: 'http://evil.example' }), 1006);
  const flood = await enter(url, 'flood', 'flood');
  for (let i = 0; i < 30; i++) flood.connection.send({ type: 'say', text: `${i}`, nonce: `nonce-${i}-x` });
  await flood.until((heard) => heard.filter(({ type }) => type === 'refused').length >= 15);
  assert.strictEqual(flood.heard.find(({ type }) => type === 'refused').detail.code, 'slow-down');
  flood.connection.end();
  const codes = [];
  for (const wrong of [{ room: '' }, { room: 'r', nick: '<b>' }, { room: 'r', nick: 'n', key: 1 }, null, 5, { type: 'say' }]) {
    const socket = ws();
    await new Promise((resolve) => socket.on('open', resolve));
    socket.send(JSON.stringify(wrong && typeof wrong === 'object' ? { type: 'join', ...wrong } : wrong));
    codes.push(JSON.parse(await new Promise((resolve) => socket.once('message', resolve))).code);
    socket.terminate();
  }
  assert.deepStrictEqual(codes, ['bad-room', 'bad-nick', 'bad-key', 'no-room', 'no-room', 'no-room']);
}

main(async () => {
  const server = await start(['--workers=2', 'chat/server.js'], { ready: /open (http:\S+)\/[^]*open http/, env: { REDIS_URL: '' } });
  const page = await fetch(server.url);
  assert.match(page.headers.get('content-security-policy'), /default-src 'self'/);
  assert.match(await page.text(), /<script type="module" src="chat.js">/);
  const people = await talk(server.url);
  await limits(server.url);
  await crash(server.url, people);
  await reload(server, people);
  for (const person of people) person.connection.end();
  assert.strictEqual(await server.stop(), 0);
});
