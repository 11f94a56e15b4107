// SPDX-License-Identifier: MIT
// Calls `send` with a message RATE times a second, when CLIENTS have come: its time in microseconds, filled up to BYTES.
// What is late is made up for, so that a server which cannot follow is seen by its latency.
'use strict';

const { RATE: rate = 10, BYTES: bytes = 64, CLIENTS: clients = 10_000 } = process.env;
let come = 0;

/** @param {(text: string) => void} send @returns {() => void} to be called for each client */
module.exports = function ticker(send) {
  return () => {
    if (++come !== Number(clients)) return;
    const begin = performance.now();
    let due = 0;
    setInterval(() => {
      const now = performance.now();
      for (; begin + due * 1000 / rate <= now; due++) send(String(Math.round((performance.timeOrigin + performance.now()) * 1000)).padEnd(bytes, ' .'));
    }, Math.max(1, Math.min(10, 500 / rate)));
  };
};
