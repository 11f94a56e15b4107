// SPDX-License-Identifier: MIT
// One process of the analysis: takes pieces of the file until none is left. May be killed at any moment.
// Started by main.js, or by hand on any machine that sees the file: worker.js FILE REDIS NAME
'use strict';

const fs = require('node:fs');
const { Redis } = require('./redis');
const { Jobs } = require('./jobs');

const [, , file, where, name] = process.argv;
const MARGIN = 4096;
const consumer = `${require('node:os').hostname()}-${process.pid}`;

/** The bytes of [begin, to) and of the record that goes on behind them, each as one character; ends with a line break. */
function read(fd, begin, to) {
  let bytes = Buffer.allocUnsafe(to - begin + MARGIN), length = 0, end = -1;
  for (;;) {
    const got = fs.readSync(fd, bytes, length, bytes.length - length, begin + length);
    length += got;
    end = length > to - begin ? bytes.subarray(0, length).indexOf(10, to - begin - 1) : -1;
    if (got === 0 || end >= 0) break;
    if (length === bytes.length) bytes = Buffer.concat([bytes, Buffer.allocUnsafe(bytes.length)]);
  }
  const text = bytes.latin1Slice(0, end >= 0 ? end + 1 : length);
  return text.endsWith('\n') ? text : `${text}\n`; // the last record of a file may do without
}

/** Counts the records that begin in [from, to): columns key and amount (a whole number), separated by a comma. */
function count(fd, from, to) {
  const counts = new Map(), add = (key, amount) => counts.set(key, (counts.get(key) ?? 0) + amount);
  const begin = Math.max(0, from - 1), text = read(fd, begin, to), end = to - begin;
  // A record belongs to the piece in which its first byte is.
  let at = from === 0 ? 0 : text.indexOf('\n') + 1;
  while (at < end && at < text.length) {
    const newline = text.indexOf('\n', at), line = text.slice(at, newline), comma = line.lastIndexOf(',');
    at = newline + 1;
    const amount = comma < 0 ? '' : line.slice(comma + 1).trim();
    if (!/^-?\d{1,15}$/.test(amount)) { // a headline, an empty line: said, not guessed
      add('rejected', 1);
      continue;
    }
    add(`=${line.slice(0, comma)}`, +amount);
    add('records', 1);
  }
  // The names are UTF-8; until here each byte was a character.
  return new Map([...counts].map(([key, sum]) => [Buffer.from(key, 'latin1').toString(), sum]));
}

async function main() {
  const redis = new Redis(JSON.parse(where));
  const jobs = new Jobs(redis, name, { abandoned: +process.env.ABANDONED || 5000 });
  const fd = fs.openSync(file, 'r');
  const total = await jobs.size();
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
