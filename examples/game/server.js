// SPDX-License-Identifier: MIT
// The game's server: connections, what they may send, and the clock. See README.md beside this file.
'use strict';

const path = require('node:path');
const { createHistogram } = require('node:perf_hooks');
const { WebSocketServer } = require('eddy:ws');
const { refusal, sendJSON, sendPage, serve } = require('../common/page.js');
const { INPUT, INPUT_BYTES, JOIN, KEYS, MAX_NAME, RATE, VERSION } = require('./public/rules.js');
const { Eyes, news, top, welcome } = require('./snapshot.js');
const { World } = require('./world.js');

const TELL = 3;                 // ticks between two snapshots of a player
const MAX_MESSAGE = 80;         // bytes
const PER_SECOND = 90;          // messages; a browser sends 60
const QUIET = Number(process.env.QUIET ?? 60_000);  // ms without a message
const SLOW = 32 * 1024;         // bytes that wait: this player gets no snapshot until they have left
const BEHIND = 10;              // ticks that are made up for; more are left out

const clients = new Map();      // Player -> Client
const world = new World({
  onHit(victim, killer) {
    clients.get(victim)?.send(news(0, killer));
    clients.get(killer)?.send(news(1, victim));
  },
});
let sent = 0;                   // bytes, since the start

class Client {
  constructor(ws) {
    this.ws = ws;
    this.player = null;
    this.eyes = null;
    this.seq = 0;
    this.messages = 0;          // of late; PER_SECOND of them are forgotten a second
    this.heard = Date.now();
  }

  send(bytes) {
    sent += bytes.length;
    this.ws.send(bytes);
  }

  refuse(why) { this.ws.close(1008, why); }

  /** @param {Buffer} data */
  receive(data, isBinary) {
    if (this.ws.readyState !== 1) return;
    const now = Date.now();
    this.messages = Math.max(0, this.messages - (now - this.heard) * PER_SECOND / 1000) + 1;
    this.heard = now;
    if (this.messages > PER_SECOND * 2) return this.refuse('too many messages');
    if (!isBinary) return this.ws.close(1003, 'binary messages only');
    if (this.player === null) this.join(data);
    else this.input(data);
  }

  join(data) {
    if (data.length < 2 || data[0] !== JOIN || data[1] !== VERSION) return this.refuse('not this game');
    const name = data.toString('utf8', 2).replace(/[^\p{L}\p{N} ._-]/gu, '').trim().slice(0, MAX_NAME).toWellFormed() || 'nobody';
    this.player = world.join(name);
    if (this.player === null) return this.ws.close(1013, 'the world is full');
    this.eyes = new Eyes(this.player);
    clients.set(this.player, this);
    this.send(welcome(this.player, world.tick));
  }

  input(data) {
    if (data.length !== INPUT_BYTES || data[0] !== INPUT) return this.refuse('no input');
    const keys = data[1], seq = data.readUInt16LE(2), aim = data.readFloatLE(4);
    if (keys > KEYS || !(Math.abs(aim) <= 7)) return this.refuse('no such input'); // NaN as well
    if (seq !== (this.seq + 1 & 0xffff)) return this.refuse('inputs out of order');
    this.seq = seq;
    world.input(this.player, keys, seq, aim);
  }

  leave() {
    if (this.player === null) return;
    world.leave(this.player);
    clients.delete(this.player);
  }
}

// ---- the clock -------------------------------------------------------------------------------------------------

const lateness = createHistogram(), work = createHistogram(); // nanoseconds
const begin = performance.now();
let due = 0, skipped = 0, timer;

function tick() {
  const start = performance.now(), before = world.tick;
  for (let n = 0; n < BEHIND && begin + due * 1000 / RATE <= start; n++) {
    const late = performance.now() - begin - due * 1000 / RATE;
    lateness.record(Math.max(1, Math.round(late * 1e6)));
    due++;
    world.step();
    if (world.tick % RATE === 0) everySecond();
  }
  const missed = Math.floor((start - begin) * RATE / 1000) - due;
  if (missed > 0) {
    skipped += missed;
    due += missed;
  }
  if (world.tick > before) { // timers may be a little early
    tell();
    work.record(Math.max(1, Math.round((performance.now() - start) * 1e6)));
  }
  timer = setTimeout(tick, Math.max(0, begin + due * 1000 / RATE - performance.now()));
}

/** A third of the players each tick: the work is the same in all ticks. */
function tell() {
  const turn = world.tick % TELL;
  for (const [player, client] of clients) {
    if (player.id % TELL !== turn || client.ws.bufferedAmount > SLOW) continue;
    client.send(client.eyes.look(world));
  }
}

function everySecond() {
  if (clients.size > 0) sent += wss.broadcast(Buffer.from(top([...world.players.values()]))) * 60;
  const now = Date.now();
  for (const ws of wss.clients) {
    const { client } = ws;
    if (now - client.heard > (client.player ? QUIET : Math.min(QUIET, 5000))) client.refuse('nobody there');
  }
}

// ---- connections -----------------------------------------------------------------------------------------------

function status() {
  const ms = (n) => Math.round(n / 1e4) / 100, { players, bullets, tick: ticks } = world;
  const times = (histogram) => ({ p50: ms(histogram.percentile(50)), p99: ms(histogram.percentile(99)), max: ms(histogram.max) });
  const { user, system } = process.cpuUsage();
  return {
    players: players.size, bullets: bullets.length, ticks, skipped, sent, cpu: (user + system) / 1e6,
    lateness: times(lateness), work: times(work),
  };
}

serve(async (req, res) => {
  if (req.url === '/status') return sendJSON(res, status());
  if (req.url === '/play') throw refusal(426, 'a WebSocket is wanted here');
  return sendPage(req, res, path.join(__dirname, 'public'));
}, {
  stop() {
    clearTimeout(timer);
    for (const ws of wss.clients) ws.close(1012, 'restart');
  },
}).on('upgrade', (req, socket, head) => {
  if (req.url !== '/play' || (req.headers.origin && URL.parse(req.headers.origin)?.host !== req.headers.host)) return socket.destroy();
  wss.handleUpgrade(req, socket, head, (ws) => {
    const client = ws.client = new Client(ws);
    ws.on('message', (data, isBinary) => client.receive(data, isBinary));
    ws.on('error', () => {}); // too large, …: 'close' follows
    ws.on('close', () => client.leave());
  });
});
const wss = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, maxQueuedBytes: 1 << 20 });
tick();
