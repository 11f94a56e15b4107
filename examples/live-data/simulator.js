// SPDX-License-Identifier: MIT
// Sensors that are none: simulator.js [PORT] [SENSORS] [READINGS A SECOND] [SECONDS]. Prints how many it has sent.
'use strict';

const dgram = require('node:dgram');
const { encode } = require('./datagram.js');

const [, , port = 8125, sensors = 24, rate = 1000, seconds = Infinity] = process.argv;
const socket = dgram.createSocket('udp4');
const BATCH = 5; // ms
const start = performance.now();
const number = Array.from({ length: +sensors }, () => 0), level = Array.from({ length: +sensors }, () => Math.random());
let sent = 0, unconfirmed = 0;

function reading(sensor) {
  const kind = sensor % 4, now = Date.now(), wave = Math.sin(now / (20_000 + sensor * 700) + sensor);
  level[sensor] = Math.min(1, Math.max(0, level[sensor] + (Math.random() - 0.5) * 0.02));
  const value = [18 + wave * 6 + level[sensor] * 4, 55 + wave * 25 + level[sensor] * 10, Math.abs(wave * 9) + level[sensor] * 6, 3 + wave * 2 + level[sensor] * 3][kind];
  return { kind, sensor, number: ++number[sensor], time: now, value };
}

socket.connect(+port, '127.0.0.1', () => {
  const timer = setInterval(() => {
    const elapsed = performance.now() - start, due = Math.min(elapsed, seconds * 1000) * rate / 1000;
    for (; sent < due && unconfirmed < 20_000; sent++) {
      unconfirmed++;
      socket.send(encode(reading(sent % +sensors)), () => { unconfirmed--; });
    }
    if (elapsed < seconds * 1000 || sent < due) return;
    clearInterval(timer);
    socket.close();
    console.log(`sent ${sent}`);
  }, BATCH);
});
socket.on('error', () => {}); // nobody listens yet
