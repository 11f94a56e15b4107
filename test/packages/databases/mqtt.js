// mqtt against mosquitto: TCP and WebSocket, versions 3.1.1 and 5, qualities of service, retained and last messages,
// 20,000 messages, reconnecting.
'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const mqtt = require('mqtt');
const servers = require('./support/servers.js');

const MANY = 20_000;

/** Resolves to the next message of a topic. */
const next = (client, topic) => new Promise((resolve) => {
  const listener = (name, payload, packet) => {
    if (name !== topic) return;
    client.off('message', listener);
    resolve({ payload: payload.toString(), packet });
  };
  client.on('message', listener);
});

async function qualities(url, options, size = 3_000_000) {
  const client = await mqtt.connectAsync(url, options);
  const granted = await client.subscribeAsync('test/#', { qos: 2 });
  assert.deepStrictEqual(granted.map(({ topic, qos }) => ({ topic, qos })), [{ topic: 'test/#', qos: 2 }]);
  for (const qos of [0, 1, 2]) {
    const heard = next(client, `test/${qos}`);
    await client.publishAsync(`test/${qos}`, 'ä€😀', { qos });
    const { payload, packet } = await heard;
    assert.deepStrictEqual([payload, packet.qos, packet.retain], ['ä€😀', qos, false]);
  }
  await client.publishAsync('kept', 'still here', { retain: true, qos: 1 });
  const kept = next(client, 'kept');
  await client.subscribeAsync('kept');
  const { payload, packet } = await kept;
  assert.deepStrictEqual([payload, packet.retain], ['still here', true]);
  const big = 'x'.repeat(size);
  const heard = next(client, 'test/big');
  await client.publishAsync('test/big', big, { qos: 1 });
  assert.strictEqual((await heard).payload, big);
  await client.endAsync();
}

async function manyMessages(url) {
  const client = await mqtt.connectAsync(url);
  await client.subscribeAsync('many', { qos: 1 });
  let count = 0;
  const all = new Promise((resolve) => client.on('message', () => { if (++count === MANY) resolve(); }));
  for (let sent = 0; sent < MANY; sent += 500) {
    await Promise.all(Array.from({ length: 500 }, () => client.publishAsync('many', 'x'.repeat(100), { qos: 1 })));
  }
  await all;
  await client.endAsync();
}

async function lastWill(url) {
  const watcher = await mqtt.connectAsync(url);
  await watcher.subscribeAsync('died');
  const will = next(watcher, 'died');
  const dying = await mqtt.connectAsync(url, { will: { topic: 'died', payload: 'alas' }, reconnectPeriod: 0 });
  dying.stream.destroy();
  assert.strictEqual((await will).payload, 'alas');
  await Promise.all([watcher.endAsync(), dying.endAsync(true)]);
}

async function restart(server, url) {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 50 });
  client.on('error', () => {});
  await client.subscribeAsync('again', { qos: 1 });
  const closed = once(client, 'close');
  await server.stop();
  await closed;
  const back = new Promise((resolve) => client.once('connect', resolve));
  const heard = next(client, 'again');
  const waiting = client.publishAsync('elsewhere', 'x', { qos: 1 }); // kept until the server is there
  await server.start();
  await Promise.all([back, waiting]);
  await client.publishAsync('again', 'welcome', { qos: 1 });
  assert.strictEqual((await heard).payload, 'welcome');
  await client.endAsync();
}

(async () => {
  const server = await servers.mosquitto();
  const url = `mqtt://127.0.0.1:${server.port}`;
  await qualities(url, { protocolVersion: 4 });
  await qualities(url, { protocolVersion: 5 });
  await qualities(`ws://127.0.0.1:${server.wsPort}`, {}, 50_000);
  await manyMessages(url);
  await lastWill(url);
  await restart(server, url);
  await assert.rejects(mqtt.connectAsync('mqtt://127.0.0.1:1', { reconnectPeriod: 0 }, false), { code: 'ECONNREFUSED' });
  await server.stop();
})();
