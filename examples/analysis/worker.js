// SPDX-License-Identifier: MIT
// One process of the analysis: takes pieces of the file until none is left. May be killed at any moment.
// Started by main.js, or by hand on any machine that sees the file: worker.js FILE REDIS NAME
'use strict';

const fs = require('node:fs');
const { Redis } = require('./redis');
const { Jobs } = require('./jobs');

const [, , file, where, name] = process.argv;
const consumer = `${require('node:os').hostname()}-${process.pid}`;

/** Counts the records that begin in [from, to): columns key and amount, separated by a comma. */
function count(fd, from, to) {
  const counts = new Map();
  const margin = 4096; // the last record may go on behind `to`
  const bytes = Buffer.allocUnsafe(to - from + margin + 1);
  const begin = Math.max(0, from - 1);
  const text = bytes.latin1Slice(0, fs.readSync(fd, bytes, 0, bytes.length - (from - begin ? 0 : 1), begin));
  // A record belongs to the piece in which its first byte is.
  let at = from === 0 ? 0 : text.indexOf('\n') + 1;
  const end = to - begin;
  while (at < end && at < text.length) {
    const newline = text.indexOf('\n', at), comma = text.indexOf(',', at);
    if (newline < 0 || comma < 0 || comma > newline) break;
    const key = text.slice(at, comma);
    counts.set(key, (counts.get(key) ?? 0) + +text.slice(comma + 1, newline));
    at = newline + 1;
    counts.set('records', (counts.get('records') ?? 0) + 1);
  }
  return counts;
}

async function main() {
  const redis = new Redis(JSON.parse(where));
  const jobs = new Jobs(redis, name, { abandoned: +process.env.ABANDONED || 5000 });
  const fd = fs.openSync(file, 'r');
  const total = +process.env.PIECES;
  while (await jobs.finished() < total) {
    const job = await jobs.take(consumer);
    if (job === null) { // others work on the rest: perhaps one of them dies
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    const [from, to] = job.piece.split('-').map(Number);
    await jobs.finish(job, count(fd, from, to));
    process.send?.({ piece: job.piece });
  }
  redis.close();
  process.disconnect?.();
}

main().catch((err) => {
  console.error(err);
  process.exit(1);
});
