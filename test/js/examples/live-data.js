// SPDX-License-Identifier: MIT
// examples/live-data: ten thousand datagrams a second to fifty dashboards, one of which does not read; one that comes
// back gets what it has missed; what is no reading is counted.
'use strict';
const assert = require('node:assert');
const dgram = require('node:dgram');
const http = require('node:http');
const path = require('node:path');
const { main, root, start } = require('./fixtures/program.js');
const { encode } = require('../../../examples/live-data/datagram.js');

const SECONDS = 3, RATE = 10_000, SENSORS = 100;

/** A dashboard: every event of a connection. */
function listen(url, { lastId, reads = true } = {}) {
  const events = [];
  const client = { events, ended: false };
  client.ready = new Promise((resolve) => {
    client.req = http.get(`${url}/events`, { agent: false, headers: lastId === undefined ? {} : { 'Last-Event-ID': lastId } }, (res) => {
      client.res = res;
      resolve();
      if (!reads) return;
      let text = '';
      res.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
        for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
          const fields = Object.fromEntries(text.slice(0, end).split('\n').map((line) => line.split(/: ?(.*)/s)));
          if (fields.data) events.push({ type: fields.event ?? 'message', id: Number(fields.id), data: JSON.parse(fields.data) });
          client.wake?.();
        }
      }).on('end', () => { client.ended = true; client.wake?.(); }).on('error', () => {});
    }).on('error', () => {});
  });
  client.until = async (test) => { while (!test(events)) await new Promise((resolve) => { client.wake = resolve; }); };
  return client;
}

const readings = (events) => events.reduce((sum, { data }) => sum + (data.sensors ?? []).reduce((n, sensor) => n + sensor[5], 0), 0);

main(async () => {
  const server = await start(['live-data/server.js'], { env: { UDP_PORT: '0', SPAN: '100' }, ready: /open (http:\S+)\/[^]*port \d+|port \d+[^]*open (http:\S+)\// });
  const url = /open (http:\S+)\//.exec(server.out)[1], port = /port (\d+)/.exec(server.out)[1];
  const status = async () => (await fetch(`${url}/api/status`)).json();
  const all = Array.from({ length: 50 }, (_, i) => listen(url, { reads: i > 0 }));
  await Promise.all(all.map(({ ready }) => ready));
  const before = await status();
  assert.strictEqual(before.clients, 50);
  const gone = all[1]; // goes away in the middle, and comes back
  const sensors = await start([path.join(root, 'live-data/simulator.js'), port, `${SENSORS}`, `${RATE}`, `${SECONDS}`], { ready: /sent (\d+)/ });
  const sent = Number(sensors.url);
  gone.req.destroy();
  const { id } = gone.events.at(-1);
  await all[2].until((events) => events.at(-1).id > id + 5);
  const back = listen(url, { lastId: id });
  await back.until((events) => events.at(-1)?.id >= all[2].events.at(-1).id);

  let after = await status(), earlier;
  do { // until all that the system holds has been read, and told
    earlier = after;
    await all[2].until((events) => events.at(-1).id > earlier.bin + 1);
    after = await status();
  } while (after.received !== earlier.received);
  console.log(`${sent} sent, ${after.received} received; ${((after.memory - before.memory) / 1e6).toFixed(1)} MB more memory (${(after.memory / 1e6).toFixed()} MB)`);
  assert.ok(sent > SENSORS && sent <= SECONDS * RATE * 1.1, `${sent}`); // a busy machine may not come to all
  assert.ok(after.received + after.lost <= sent);
  assert.ok(after.received > sent * 0.05, `${after.received} of ${sent}`); // a busy machine's socket buffer may overflow
  assert.strictEqual(after.sensors, SENSORS);
  assert.ok(after.memory - before.memory < 150e6, `${after.memory - before.memory}`);

  // The same for all who read: every bin once, in order, and the sums are what was received.
  await Promise.all(all.slice(2).map((client) => client.until((events) => events.at(-1).id >= after.bin)));
  for (const { events } of all.slice(2)) {
    assert.strictEqual(events[0].type, 'reset');
    const ids = events.map((event) => event.id);
    for (let i = 1; i < ids.length; i++) assert.strictEqual(ids[i] - ids[i - 1], events[i].data.bins);
    assert.strictEqual(readings(events), after.received);
  }
  assert.strictEqual(back.events[0].id, id + 1); // nothing is missing, nothing comes twice
  assert.strictEqual(readings(gone.events) + readings(back.events), after.received);

  const old = listen(url, { lastId: 5 });
  await old.until((events) => events.length > 0);
  assert.strictEqual(old.events[0].type, 'reset');

  const good = { kind: 0, sensor: 4000, number: 7, time: Date.now(), value: 1 };
  const change = (at, byte) => { const bytes = encode(good); bytes[at] = byte; return bytes; };
  const wrong = [Buffer.alloc(0), Buffer.alloc(25), encode(good).subarray(1), change(0, 0), change(2, 9), change(3, 200),
    encode({ ...good, value: NaN }), encode({ ...good, value: Infinity }), encode({ ...good, time: NaN }), encode({ ...good, time: 0 })];
  const socket = dgram.createSocket('udp4');
  for (const bytes of [...wrong, encode(good), encode(good), encode({ ...good, number: 9 }), encode({ ...good, number: 8 })]) {
    await new Promise((resolve) => socket.send(bytes, Number(port), '127.0.0.1', resolve));
  }
  socket.close();
  let now;
  do now = await status(); while (now.received < after.received + 3);
  assert.deepStrictEqual(now.refused, { length: 3, magic: 1, version: 1, kind: 1, value: 2, time: 2 });
  assert.deepStrictEqual([now.twice - after.twice, now.late - after.late, now.lost - after.lost], [1, 1, 0]);
  const history = await (await fetch(`${url}/api/history?sensor=4000&points=10`)).json();
  assert.deepStrictEqual(history.bins.filter(Boolean), [[1, 1, 1, 3]]);
  for (const query of ['sensor=-1', 'sensor=1&level=3', 'sensor=1&points=1e9', 'sensor=x']) {
    assert.strictEqual((await fetch(`${url}/api/history?${query}`)).status, 400, query);
  }
  assert.strictEqual((await fetch(`${url}/api/history?sensor=99999`)).status, 404);
  assert.strictEqual(await server.stop(), 0);
});
