// amqplib against RabbitMQ: queues, exchanges, confirms, 20,000 messages, acknowledgement, dead letters, errors, restart.
'use strict';
const assert = require('node:assert');
const amqp = require('amqplib');
const servers = require('./support/servers.js');

const MANY = 20_000;

/** Resolves to the first `count` messages of a queue, acknowledged. */
async function take(channel, queue, count) {
  const messages = [];
  await new Promise((resolve, reject) => {
    channel.consume(queue, (message) => {
      channel.ack(message);
      if (messages.push(message) === count) resolve();
    }, { consumerTag: `taker-of-${queue}` }).catch(reject);
  });
  await channel.cancel(`taker-of-${queue}`);
  return messages;
}

async function routing(channel) {
  await channel.assertExchange('logs', 'topic', { durable: false });
  for (const [queue, pattern] of [['all', '#'], ['errors', '*.error']]) {
    await channel.assertQueue(queue, { exclusive: true });
    await channel.bindQueue(queue, 'logs', pattern);
  }
  for (const key of ['web.info', 'web.error', 'db.error']) {
    channel.publish('logs', key, Buffer.from(`ä€😀 ${key}`), { headers: { n: 1, nested: { list: [true, 'x'] } }, timestamp: 1e9 });
  }
  const [all, errors] = [await take(channel, 'all', 3), await take(channel, 'errors', 2)];
  assert.deepStrictEqual(all.map((message) => message.content.toString()), ['web.info', 'web.error', 'db.error'].map((key) => `ä€😀 ${key}`));
  assert.deepStrictEqual(errors.map((message) => message.fields.routingKey), ['web.error', 'db.error']);
  assert.deepStrictEqual(errors[0].properties.headers, { n: 1, nested: { list: [true, 'x'] } });
}

async function manyMessages(connection) {
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue('many', { durable: false });
  let drained = 0;
  for (let i = 0; i < MANY; i++) {
    if (!channel.sendToQueue('many', Buffer.from(`${i}`))) {
      await new Promise((resolve) => channel.once('drain', resolve));
      drained++;
    }
  }
  await channel.waitForConfirms();
  await channel.prefetch(500);
  const got = await take(channel, 'many', MANY);
  assert.deepStrictEqual([got[0], got[MANY - 1]].map((message) => message.content.toString()), ['0', `${MANY - 1}`]);
  assert.ok(drained > 0);
  const big = Buffer.alloc(5_000_000, 'x'); // frames of 128 KB
  channel.sendToQueue('many', big);
  assert.deepStrictEqual((await take(channel, 'many', 1))[0].content, big);
  await channel.close();
}

async function deadLetters(channel) {
  await channel.assertQueue('dead', { exclusive: true });
  await channel.assertQueue('alive', { exclusive: true, arguments: { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' } });
  channel.sendToQueue('alive', Buffer.from('refused'));
  const refused = await new Promise((resolve) => channel.consume('alive', resolve));
  channel.nack(refused, false, false);
  const [dead] = await take(channel, 'dead', 1);
  assert.strictEqual(dead.properties.headers['x-death'][0].reason, 'rejected');
  assert.strictEqual(await channel.get('dead'), false);
}

async function channelError(connection) {
  const channel = await connection.createChannel();
  const told = new Promise((resolve) => channel.once('error', resolve));
  await assert.rejects(channel.checkQueue('nowhere'), { message: /404 \(NOT-FOUND\)/ });
  assert.strictEqual((await told).code, 404);
  await assert.rejects(async () => channel.sendToQueue('x', Buffer.alloc(1)), { name: 'IllegalOperationError' });
}

(async () => {
  const server = await servers.rabbitmq();
  const url = `amqp://guest:guest@127.0.0.1:${server.port}`;
  await assert.rejects(amqp.connect(url.replace('guest@', 'wrong@')), { message: /403 \(ACCESS-REFUSED\)|ACCESS.REFUSED/ });
  const connection = await amqp.connect(url, { heartbeat: 10 });
  const channel = await connection.createChannel();
  await routing(channel);
  await manyMessages(connection);
  await deadLetters(channel);
  await channelError(connection);
  await connection.close();
  const cut = await amqp.connect(url);
  cut.on('error', () => {});
  const closed = new Promise((resolve) => cut.once('close', resolve));
  await server.stop();
  assert.ok(await closed);
  await assert.rejects(amqp.connect(url), { code: 'ECONNREFUSED' });
  await server.start();
  const again = await amqp.connect(url);
  await (await again.createChannel()).assertQueue('after', { exclusive: true });
  await again.close();
  await server.stop('SIGTERM');
})();
