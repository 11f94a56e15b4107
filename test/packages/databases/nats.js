// nats against nats-server: publish, queues, request, headers, 100,000 messages, JetStream, key-value, reconnecting.
'use strict';
const assert = require('node:assert');
const { connect, headers, StringCodec, AckPolicy, ErrorCode } = require('nats');
const servers = require('./support/servers.js');

const MANY = 100_000;
const text = StringCodec();

async function messages(nc) {
  const subscription = nc.subscribe('many.*');
  const bytes = Buffer.alloc(100, 7);
  for (let i = 0; i < MANY; i++) nc.publish(`many.${i % 10}`, bytes);
  let count = 0;
  for await (const message of subscription) {
    assert.strictEqual(message.data.length, 100);
    if (++count === MANY) break;
  }
  const queues = ['a', 'b'].map(() => nc.subscribe('work', { queue: 'workers' }));
  for (let i = 0; i < 100; i++) nc.publish('work', text.encode(`${i}`));
  await nc.flush();
  assert.strictEqual(queues[0].getReceived() + queues[1].getReceived(), 100);
  for (const queue of queues) queue.unsubscribe();
}

async function requests(nc) {
  nc.subscribe('double', {
    callback: (error, message) => {
      const head = headers();
      head.set('from', message.headers?.get('who') ?? '');
      message.respond(text.encode(`${Number(text.decode(message.data)) * 2}`), { headers: head });
    },
  });
  const head = headers();
  head.set('who', 'me');
  const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => nc.request('double', text.encode(`${i}`), { headers: head, timeout: 100_000 })));
  assert.deepStrictEqual(answers.map((answer) => text.decode(answer.data)), Array.from({ length: 200 }, (_, i) => `${i * 2}`));
  assert.strictEqual(answers[0].headers.get('from'), 'me');
  await assert.rejects(nc.request('nobody', '', { timeout: 100_000 }), { code: ErrorCode.NoResponders });
  nc.subscribe('silent');
  await assert.rejects(nc.request('silent', '', { timeout: 20 }), { code: ErrorCode.Timeout });
}

async function jetstream(nc) {
  const manager = await nc.jetstreamManager();
  await manager.streams.add({ name: 'EVENTS', subjects: ['events.>'] });
  const js = nc.jetstream();
  const acks = await Promise.all(Array.from({ length: 500 }, (_, i) => js.publish('events.new', text.encode(`${i}`), { msgID: `m${i}` })));
  assert.strictEqual(acks.at(-1).seq, 500);
  assert.strictEqual((await js.publish('events.new', '', { msgID: 'm7' })).duplicate, true);
  await manager.consumers.add('EVENTS', { durable_name: 'reader', ack_policy: AckPolicy.Explicit });
  const consumer = await js.consumers.get('EVENTS', 'reader');
  const got = [];
  for await (const message of await consumer.consume({ max_messages: 100 })) {
    got.push(text.decode(message.data));
    message.ack();
    if (got.length === 500) break;
  }
  assert.deepStrictEqual(got, Array.from({ length: 500 }, (_, i) => `${i}`));
  const kv = await js.views.kv('settings');
  const revision = await kv.put('colour', text.encode('red'));
  await kv.update('colour', text.encode('blue'), revision);
  await assert.rejects(kv.update('colour', text.encode('green'), revision), { message: /wrong last sequence/ });
  assert.strictEqual((await kv.get('colour')).string(), 'blue');
}

/** A subscription outlives the server. */
async function restart(server, servers) {
  const nc = await connect({ servers, reconnectTimeWait: 50, maxReconnectAttempts: -1 });
  const events = nc.status()[Symbol.asyncIterator]();
  const until = async (type) => { while ((await events.next()).value.type !== type); };
  const heard = nc.subscribe('again', { max: 1 })[Symbol.asyncIterator]();
  await nc.flush();
  await server.stop();
  await until('disconnect');
  await server.start();
  await until('reconnect');
  nc.publish('again', text.encode('welcome'));
  assert.strictEqual(text.decode((await heard.next()).value.data), 'welcome');
  await nc.drain();
  assert.strictEqual(nc.isClosed(), true);
}

(async () => {
  const server = await servers.nats();
  const address = `127.0.0.1:${server.port}`;
  const nc = await connect({ servers: address });
  await messages(nc);
  await requests(nc);
  await jetstream(nc);
  await nc.close();
  assert.strictEqual(await nc.closed(), undefined);
  await restart(server, address);
  await server.stop();
  await assert.rejects(connect({ servers: address, reconnect: false }), { code: ErrorCode.ConnectionRefused });
})();
