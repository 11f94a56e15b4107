// ioredis against Redis: TLS, pipelines, 100,000 keys, streams, scripts, pub/sub, transactions, reconnecting.
'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const { Redis } = require('ioredis');
const servers = require('./support/servers.js');

const MANY = 100_000;

async function commands(client) {
  await client.set('key', 'ä€😀');
  assert.strictEqual(await client.get('key'), 'ä€😀');
  const bytes = Buffer.from([0, 13, 10, 255]);
  await client.set('bytes', bytes);
  assert.deepStrictEqual(await client.getBuffer('bytes'), bytes);
  await client.hset('hash', { a: 1, b: 'two' });
  assert.deepStrictEqual(await client.hgetall('hash'), { a: '1', b: 'two' });
  await assert.rejects(client.incr('key'), { name: 'ReplyError', message: /not an integer/ });
  client.defineCommand('join', { numberOfKeys: 1, lua: 'return redis.call("GET", KEYS[1]) .. ARGV[1]' });
  assert.strictEqual(await client.join('key', '!'), 'ä€😀!');
  assert.deepStrictEqual(await client.multi().set('n', 1).incr('n').exec(), [[null, 'OK'], [null, 2]]);
  const mixed = await client.pipeline().set('p', 'x').incr('p').get('p').exec();
  assert.deepStrictEqual([mixed[0][1], mixed[1][0].name, mixed[2][1]], ['OK', 'ReplyError', 'x']);
  assert.strictEqual(await client.blpop('empty', 0.05), null);
}

async function manyKeys(client) {
  const pipeline = client.pipeline();
  for (let i = 0; i < MANY; i++) pipeline.set(`many:${i}`, `value ${i}`);
  assert.strictEqual((await pipeline.exec()).length, MANY);
  let count = 0;
  for await (const keys of client.scanStream({ match: 'many:*', count: 5000 })) count += keys.length;
  assert.strictEqual(count, MANY);
  const values = await client.mget(Array.from({ length: MANY }, (_, i) => `many:${i}`));
  assert.strictEqual(values[MANY - 1], `value ${MANY - 1}`);
}

async function pubsub(client) {
  const subscriber = client.duplicate();
  assert.strictEqual(await subscriber.psubscribe('news.*'), 1);
  const heard = once(subscriber, 'pmessage');
  assert.strictEqual(await client.publish('news.today', 'hello'), 1);
  assert.deepStrictEqual(await heard, ['news.*', 'news.today', 'hello']);
  await subscriber.quit();
}

async function restart(server, options) {
  const client = new Redis({ ...options, retryStrategy: () => 50 });
  client.on('error', () => {});
  await once(client, 'ready');
  const [lost] = [new Promise((resolve) => client.once('reconnecting', resolve))];
  const blocked = client.blpop('empty', 0); // sent again after the restart
  await server.stop();
  await lost;
  const ready = new Promise((resolve) => client.once('ready', resolve)); // it may be faster than start()
  await server.start();
  await ready;
  const other = new Redis(options);
  await other.rpush('empty', 'there');
  assert.deepStrictEqual(await blocked, ['empty', 'there']);
  await Promise.all([client.quit(), other.quit()]);
}

(async () => {
  const server = await servers.redis();
  const options = { host: '127.0.0.1', port: server.port, password: 's3cret' };
  const client = new Redis({ ...options, host: 'localhost', port: server.tlsPort, tls: { ca: server.tls.ca } });
  await commands(client);
  await manyKeys(client);
  await pubsub(client);
  await client.quit();
  await restart(server, options);
  const hopeless = new Redis({ host: '127.0.0.1', port: 1, retryStrategy: () => null, lazyConnect: true });
  const [told] = [new Promise((resolve) => hopeless.once('error', resolve))];
  await assert.rejects(hopeless.connect());
  assert.strictEqual((await told).code, 'ECONNREFUSED');
  await server.stop();
})();
