// kafkajs against librdkafka's mock cluster (in kcat): produce with keys, headers and gzip, consumer group, offsets, errors.
'use strict';
const assert = require('node:assert');
const { Kafka, CompressionTypes, logLevel } = require('kafkajs');
const servers = require('./support/servers.js');

const MANY = 20_000;

/** What a group reads of a topic, until `enough(messages)`. */
async function consume(kafka, groupId, topic, enough) {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50 });
  const messages = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer.run({
      autoCommitInterval: 100,
      eachMessage: async ({ partition, message }) => {
        messages.push({ partition, ...message });
        if (enough(messages)) resolve();
      },
    }).catch(reject);
  });
  await consumer.disconnect();
  return messages;
}

async function fewMessages(kafka, producer) {
  const sent = await producer.send({
    topic: 'few', acks: -1,
    messages: [{ key: 'k', value: 'ä€😀', headers: { from: 'test' } }, { key: 'k', value: null }, { key: 'k', value: Buffer.from([0, 255]) }],
  });
  assert.deepStrictEqual(sent.map(({ topicName, errorCode }) => ({ topicName, errorCode })), [{ topicName: 'few', errorCode: 0 }]);
  const got = await consume(kafka, 'few-readers', 'few', (messages) => messages.length === 3);
  assert.deepStrictEqual(got.map((message) => message.offset), ['0', '1', '2']);
  assert.strictEqual(new Set(got.map((message) => message.partition)).size, 1);
  assert.deepStrictEqual([got[0].value.toString(), got[1].value, [...got[2].value]], ['ä€😀', null, [0, 255]]);
  assert.strictEqual(got[0].headers.from.toString(), 'test');
}

async function manyMessages(kafka, producer) {
  for (let start = 0; start < MANY; start += 2000) {
    const messages = Array.from({ length: 2000 }, (_, i) => ({ key: `${(start + i) % 97}`, value: `message ${start + i}` }));
    await producer.send({ topic: 'many', messages, compression: CompressionTypes.GZIP });
  }
  const got = await consume(kafka, 'many-readers', 'many', (messages) => messages.length >= MANY);
  const values = new Set(got.map((message) => message.value.toString()));
  assert.strictEqual(values.size, MANY);
  assert.ok(new Set(got.map((message) => message.partition)).size > 1);
}

(async () => {
  const server = await servers.kafka();
  const kafka = new Kafka({ clientId: 'eddy', brokers: server.brokers, logLevel: logLevel.NOTHING, retry: { retries: 10, initialRetryTime: 50 } });
  const producer = kafka.producer({ allowAutoTopicCreation: true });
  await producer.connect();
  await fewMessages(kafka, producer);
  await manyMessages(kafka, producer);
  await assert.rejects(producer.send({ topic: '', messages: [{ value: 'x' }] }), { name: 'KafkaJSNonRetriableError', message: 'Invalid topic' });
  await producer.disconnect();
  server.stop();
  const lonely = new Kafka({ brokers: server.brokers, logLevel: logLevel.NOTHING, retry: { retries: 0 } }).producer();
  await assert.rejects(lonely.connect(), { name: /KafkaJS(NumberOfRetriesExceeded|Connection)/ });
})();
