// redis (node-redis) against Redis: TLS, types, pipelines, 100,000 keys, scan, scripts, pub/sub, transactions, reconnecting.
'use strict';
const assert = require('node:assert');
const { createClient, createClientPool, RESP_TYPES, WatchError } = require('redis');
const servers = require('./support/servers.js');

const MANY = 100_000;

async function commands(client) {
  assert.strictEqual(await client.set('key', 'ä€😀'), 'OK');
  assert.strictEqual(await client.get('key'), 'ä€😀');
  assert.strictEqual(await client.get('nothing'), null);
  await client.hSet('hash', { a: '1', b: 'two' });
  assert.deepStrictEqual({ ...await client.hGetAll('hash') }, { a: '1', b: 'two' });
  await client.zAdd('scores', [{ score: 2, value: 'b' }, { score: 1.5, value: 'a' }]);
  assert.deepStrictEqual(await client.zRangeWithScores('scores', 0, -1), [{ value: 'a', score: 1.5 }, { value: 'b', score: 2 }]);
  const bytes = Buffer.from([0, 13, 10, 255]);
  await client.set('bytes', bytes);
  assert.deepStrictEqual(await client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer }).get('bytes'), bytes);
  await assert.rejects(client.incr('key'), { message: /not an integer/ });
  await assert.rejects(client.sendCommand(['NONSENSE']), { message: /unknown command/ });
  assert.strictEqual(await client.eval('return redis.call("GET", KEYS[1]) .. ARGV[1]', { keys: ['key'], arguments: ['!'] }), 'ä€😀!');
  const big = 'x'.repeat(20_000_000);
  await client.set('big', big);
  assert.strictEqual(await client.get('big'), big);
  await client.xAdd('stream', '*', { field: 'value' });
  assert.strictEqual((await client.xRead({ key: 'stream', id: '0' }))[0].messages[0].message.field, 'value');
}

async function manyKeys(client) {
  await Promise.all(Array.from({ length: MANY }, (_, i) => client.set(`many:${i}`, `value ${i}`)));
  const values = await client.mGet(Array.from({ length: MANY }, (_, i) => `many:${i}`));
  assert.strictEqual(values[MANY - 1], `value ${MANY - 1}`);
  let count = 0;
  for await (const keys of client.scanIterator({ MATCH: 'many:*', COUNT: 5000 })) count += keys.length;
  assert.strictEqual(count, MANY);
}

async function transactions(url) {
  const pool = await createClientPool({ url, password: 's3cret' }, { minimum: 1, maximum: 4 }).on('error', () => {}).connect();
  assert.deepStrictEqual(await pool.multi().set('n', '1').incr('n').get('n').exec(), ['OK', 2, '2']);
  await pool.execute(async (client) => {
    await client.watch('n');
    await pool.execute((other) => other.set('n', '9'));
    await assert.rejects(client.multi().incr('n').exec(), WatchError);
  });
  await pool.close();
}

async function pubsub(client) {
  const subscriber = client.duplicate();
  await subscriber.connect();
  const heard = [];
  await subscriber.subscribe('news', (message, channel) => heard.push([channel, message]));
  let done;
  const all = new Promise((resolve) => { done = resolve; });
  await subscriber.pSubscribe('end*', (message) => done(message));
  for (let i = 0; i < 1000; i++) client.publish('news', `${i}`);
  await client.publish('ending', 'bye');
  assert.strictEqual(await all, 'bye');
  assert.deepStrictEqual(heard, Array.from({ length: 1000 }, (_, i) => ['news', `${i}`]));
  await subscriber.close();
}

/** Commands given while the server is away are answered when it is back; a subscription is renewed. */
async function restart(server, url) {
  const client = createClient({ url, password: 's3cret', socket: { reconnectStrategy: 50 } });
  const errors = [];
  client.on('error', (error) => errors.push(error));
  const subscriber = client.duplicate().on('error', () => {});
  await Promise.all([client.connect(), subscriber.connect()]);
  let heard;
  const message = new Promise((resolve) => { heard = resolve; });
  await subscriber.subscribe('again', heard);
  const away = new Promise((resolve) => client.once('reconnecting', resolve));
  await server.stop();
  await away;
  const waiting = client.set('after', 'yes');
  const [ready] = [new Promise((resolve) => subscriber.once('ready', resolve))];
  await server.start();
  assert.strictEqual(await waiting, 'OK');
  assert.strictEqual(await client.get('key'), null); // it kept nothing
  assert.ok(errors.length > 0);
  await ready;
  await client.publish('again', 'welcome');
  assert.strictEqual(await message, 'welcome');
  await Promise.all([client.close(), subscriber.close()]);
}

(async () => {
  const server = await servers.redis();
  const url = `redis://127.0.0.1:${server.port}`;
  const stranger = createClient({ url, password: 'wrong', socket: { reconnectStrategy: false } }).on('error', () => {});
  await assert.rejects(stranger.connect(), { message: /WRONGPASS/ });
  const client = createClient({ url: `rediss://localhost:${server.tlsPort}`, password: 's3cret', socket: { ca: server.tls.ca },
    commandOptions: { timeout: 60_000 } });
  await client.connect();
  await commands(client);
  await manyKeys(client);
  await pubsub(client);
  await client.close();
  await transactions(url);
  const distrustful = createClient({ url: `rediss://localhost:${server.tlsPort}`, socket: { reconnectStrategy: false } }).on('error', () => {});
  await assert.rejects(distrustful.connect(), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  await restart(server, url);
  await server.stop();
})();
