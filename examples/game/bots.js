// SPDX-License-Identifier: MIT
// Players that walk about and shoot: bots.js URL [HOW MANY] [SECONDS]. Prints what they have received.
'use strict';

const { WebSocket } = require('eddy:ws');
const { FIRE, RATE, Reader, SNAPSHOT, WELCOME, input, join } = require('./public/rules.js');

class Bot {
  constructor(url, name) {
    Object.assign(this, { bytes: 0, snapshots: 0, gaps: [], seen: 0, seq: 0, keys: 0, aim: 0, ready: false });
    this.ws = new WebSocket(`${url.replace(/^http/, 'ws').replace(/\/$/, '')}/play`);
    this.ws.binaryType = 'arraybuffer';
    this.ws.on('open', () => this.ws.send(join(name)));
    this.ws.on('message', (data) => this.receive(data));
    this.ws.on('error', (error) => { this.error = error; });
    this.ws.on('close', (code) => { this.closed = code; this.ready = false; });
  }

  receive(data) {
    this.bytes += data.byteLength;
    const reader = new Reader(data), type = reader.u8();
    if (type === WELCOME) this.ready = true;
    if (type !== SNAPSHOT) return;
    const now = performance.now();
    if (this.last !== undefined) this.gaps.push(now - this.last);
    this.last = now;
    this.snapshots++;
    this.seen = reader.snapshot().updates.length;
  }

  think() {
    if (!this.ready) return;
    if (this.seq % 20 === 0) {
      this.keys = Math.floor(Math.random() * 32);
      if (Math.random() < 0.5) this.keys &= ~FIRE;
      this.aim = Math.random() * 6.28;
    }
    this.seq = this.seq + 1 & 0xffff;
    this.ws.send(input(this.keys, this.seq, this.aim));
  }
}

/** @returns {Promise<object>} players, kilobytes a second and player, snapshots a second, their gaps in ms */
async function run(url, count, seconds) {
  const bots = [];
  for (let i = 0; i < count; i++) {
    bots.push(new Bot(url, `bot ${i}`));
    if (i % 50 === 49) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  while (!bots.every((bot) => bot.ready || bot.closed)) await new Promise((resolve) => setTimeout(resolve, 10));
  let due = 0;
  const start = performance.now();
  const think = () => {
    const now = performance.now(), late = Math.floor((now - start) * RATE / 1000) - due;
    if (late > 15) due += late - 15; // this process had no processor: what is too late is left out
    while (start + due * 1000 / RATE <= now) {
      for (const bot of bots) bot.think();
      due++;
    }
  };
  const timer = setInterval(think, 5);
  await new Promise((resolve) => setTimeout(resolve, 500)); // everybody has got to know everybody
  for (const bot of bots) bot.bytes = bot.snapshots = bot.gaps.length = 0;
  const from = performance.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  clearInterval(timer);
  seconds = (performance.now() - from) / 1000;
  const playing = bots.filter((bot) => bot.ready), gaps = playing.flatMap((bot) => bot.gaps).sort((a, b) => a - b);
  const sum = (what) => playing.reduce((total, bot) => total + bot[what], 0), of = (p) => +gaps[Math.floor(gaps.length * p)].toFixed(1);
  for (const bot of bots) bot.ws.terminate();
  return {
    players: playing.length, kBPerSecond: +(sum('bytes') / playing.length / seconds / 1000).toFixed(2),
    snapshotsPerSecond: +(sum('snapshots') / playing.length / seconds).toFixed(1), gaps: { p50: of(0.5), p99: of(0.99) },
  };
}

module.exports = { Bot, run };

if (require.main === module) {
  const [, , url, count = 100, seconds = 10] = process.argv;
  run(url, +count, +seconds).then((result) => console.log(JSON.stringify(result)));
}
