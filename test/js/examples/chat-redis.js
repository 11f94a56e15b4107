// SPDX-License-Identifier: MIT
// examples/chat over Redis: two processes that know nothing of each other; Redis dies in the middle, and comes back.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { folder, freePort, main, start } = require('./fixtures/program.js');
const { enter } = require('./fixtures/chat.js');

if (spawnSync('redis-server', ['--version']).status !== 0) {
  console.log('no redis-server');
  process.exit(77);
}

main(async () => {
  const dir = folder('chat'), port = await freePort();
  const redis = () => start(['--port', `${port}`, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always', '--dir', dir], {
    command: 'redis-server', ready: /eady to accept/,
  });
  let server = await redis();
  const env = { REDIS_URL: `redis://127.0.0.1:${port}` };
  const [one, two] = await Promise.all([start(['chat/server.js'], { env }), start(['chat/server.js'], { env })]);
  const a = await enter(one.url, 'a'), b = await enter(two.url, 'b');
  await a.until(() => a.heard.some(({ type, detail }) => type === 'here' && detail.count === 2));
  a.connection.say('hello');
  b.connection.say('good day');
  for (const person of [a, b]) await Promise.all(['hello', 'good day'].map(person.hears));
  a.connection.typing();
  await b.gets('typing');

  await server.stop('SIGKILL');
  await a.until(() => a.states().at(-1) === 'alone');
  a.connection.say('said without Redis'); // refused now, kept by the client
  const c = await enter(one.url, 'c'); // what this process has in memory
  assert.deepStrictEqual(c.texts(), ['hello', 'good day'].sort((x) => (x === a.texts()[0] ? -1 : 1)));
  server = await redis();
  for (const person of [a, b, c]) await person.hears('said without Redis');
  await b.until(() => b.states().at(-1) === 'here');
  b.connection.say('and on');
  for (const person of [a, b, c]) await person.hears('and on');

  // One of the processes dies; its clients come to another one, or to it again, and get what they have missed.
  const lost = b.connection;
  const gone = two.stop('SIGKILL');
  await gone;
  a.connection.say('b does not hear this');
  await c.hears('b does not hear this');
  lost.url = a.connection.url; // as a load balancer would
  await b.hears('b does not hear this');
  const all = ['hello', 'good day', 'said without Redis', 'and on', 'b does not hear this'].sort();
  for (const person of [a, b, c]) assert.deepStrictEqual(person.texts().sort(), all);

  const d = await enter((await start(['chat/server.js'], { env })).url, 'd'); // a new process reads it from the stream
  await d.until(() => d.texts().length >= all.length);
  assert.deepStrictEqual(d.texts().sort(), all);
  assert.strictEqual(await one.stop(), 0);
});
