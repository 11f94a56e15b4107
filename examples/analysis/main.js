// SPDX-License-Identifier: MIT
// Sums a large file over several processes: main.js FILE [PROCESSES]. Redis: $REDIS (JSON for net.connect, default
// port 6379). Processes that die are replaced; what they had begun is done again, what they had finished is not.
'use strict';

const { fork } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { Redis } = require('./redis');
const { Jobs } = require('./jobs');

const PIECE = +process.env.PIECE || 4 << 20; // bytes

/** @param {string} file @returns {Promise<Record<string, number>>} the sum for each key, and `records` */
async function analyse(file, { processes = 2, where = { port: 6379 }, name = `analysis:${process.pid}`, onWorker = () => {} } = {}) {
  const { size } = fs.statSync(file);
  const pieces = [];
  for (let from = 0; from < size; from += PIECE) pieces.push(`${from}-${Math.min(size, from + PIECE)}`);
  const redis = new Redis(where), jobs = new Jobs(redis, name);
  await jobs.create(pieces);
  const env = { ...process.env, PIECES: `${pieces.length}` };
  const start = () => new Promise((resolve) => {
    const child = fork(path.join(__dirname, 'worker.js'), [file, JSON.stringify(where), name], { env });
    onWorker(child);
    child.on('exit', (code) => resolve(code === 0 ? undefined : start()));
  });
  await Promise.all(Array.from({ length: processes }, start));
  const results = await jobs.results();
  redis.close();
  return results;
}

module.exports = { analyse };

if (require.main === module) {
  const [, , file, processes = 2] = process.argv;
  const where = process.env.REDIS ? JSON.parse(process.env.REDIS) : { port: 6379 };
  analyse(file, { processes: +processes, where }).then((results) => console.table(results));
}
