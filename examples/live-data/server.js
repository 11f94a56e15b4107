// SPDX-License-Identifier: MIT
// Readings of sensors come as datagrams, and go to dashboards as server-sent events. See README.md beside this file.
'use strict';

const dgram = require('node:dgram');
const path = require('node:path');
const { refusal, sendJSON, sendPage, serve } = require('../common/page.js');
const { Clients } = require('./clients.js');
const { KINDS, decode } = require('./datagram.js');
const { Store } = require('./series.js');

const store = new Store(Number(process.env.SPAN ?? 250)), [span] = store.spans;
const clients = new Clients(store);
const complete = () => Math.floor(Date.now() / span) - 1; // the last bin to which nothing more can come

const udp = dgram.createSocket('udp4');
udp.on('message', (bytes) => {
  const now = Date.now(), reading = decode(bytes, now);
  if (typeof reading === 'string') store.refuse(reading);
  else store.take(reading, now);
});
udp.on('error', (error) => {
  console.error(`no datagrams: ${error.message}`);
  process.exit(1);
});
udp.bind(Number(process.env.UDP_PORT ?? 8125), process.env.HOST ?? '127.0.0.1', () => {
  try {
    udp.setRecvBufferSize(4 << 20); // what comes while the loop is busy
  } catch {} // the system allows less
  console.log(`datagrams to port ${udp.address().port}`);
});

let told = complete();
const timer = setInterval(() => {
  const bin = complete();
  if (bin - told > 100) told = bin - 100; // the machine has slept
  while (told < bin) clients.tell(++told);
}, Math.max(5, span / 5));

function events(req, res) {
  const header = req.headers['last-event-id'];
  res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
  if (!clients.add(res, header === undefined ? NaN : Number(header), told)) res.end(); // comes again in a while
}

function history(res, query) {
  const number = (name, high, fallback) => {
    const n = Number(query.get(name) ?? fallback);
    if (!Number.isInteger(n) || n < 0 || n > high) throw refusal(400, `${name} is a number from 0 to ${high}`);
    return n;
  };
  const found = store.history(number('sensor', 2 ** 32 - 1), number('level', 2, 0), Math.max(1, number('points', 1440, 300)), Date.now());
  if (found === null) throw refusal(404, 'no such sensor');
  sendJSON(res, found);
}

function status() {
  const { received, refused, sensors } = store, { coalesced, dropped } = clients;
  const sum = (what) => { let n = 0; for (const sensor of sensors.values()) n += sensor[what]; return n; };
  return {
    received, refused, sensors: sensors.size, lost: sum('lost'), late: sum('late'), twice: sum('twice'),
    clients: clients.all.size, coalesced, dropped, memory: process.memoryUsage.rss(), bin: told,
  };
}

serve(async (req, res) => {
  const { pathname, searchParams } = new URL(req.url, 'http://live');
  if (req.method === 'GET' && pathname === '/events') return events(req, res);
  if (pathname === '/api/history') return history(res, searchParams);
  if (pathname === '/api/status') return sendJSON(res, status());
  if (pathname === '/api/sensors') {
    return sendJSON(res, Array.from(store.sensors.values(), ({ id, kind, value, time, received, lost, late, twice }) => ({ id, unit: KINDS[kind], value, time, received, lost, late, twice })));
  }
  return sendPage(req, res, path.join(__dirname, 'public'));
}, {
  stop() {
    clearInterval(timer);
    clients.close();
    udp.close();
  },
});
