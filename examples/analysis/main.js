// SPDX-License-Identifier: MIT
// Sums a large file over several processes: main.js FILE [PROCESSES [NAME]]. Redis: $REDIS (JSON for net.connect, default
// port 6379); name: what the processes of one analysis have in common. Processes that die are replaced; what they had begun is done again, what they had finished is not.
'use strict';

const { fork } = require('node:child_process');
const { randomUUID } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { Redis } = require('./redis');
const { Jobs } = require('./jobs');

const PIECE = +process.env.PIECE || 4 << 20; // bytes

const HOPELESS = 3; // processes in a row that have ended with an error and done nothing

/** @param {string} file @returns {Promise<{ records: number, rejected: number, sums: Record<string, number> }>} */
async function analyse(file, { processes = 2, where = { port: 6379 }, name = `analysis:${randomUUID()}`, onWorker = () => {} } = {}) {
  const { size } = fs.statSync(file);
  const pieces = [];
  for (let from = 0; from < size; from += PIECE) pieces.push(`${from}-${Math.min(size, from + PIECE)}`);
  const redis = new Redis(where), jobs = new Jobs(redis, name);
  await jobs.create(pieces);
  let failures = 0;
  const start = () => new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, 'worker.js'), [file, JSON.stringify(where), name]);
    onWorker(child);
    child.on('message', () => { failures = 0; });
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else if (code !== null && ++failures >= HOPELESS) reject(new Error('the workers do not work'));
      else resolve(start());
    });
  });
  try {
    await Promise.all(Array.from({ length: processes }, start));
    const results = await jobs.results();
    await jobs.forget(3600);
    return results;
  } finally {
    redis.close();
  }
}

module.exports = { analyse };

if (require.main === module) {
  const [, , file, processes = 2, name] = process.argv;
  const where = process.env.REDIS ? JSON.parse(process.env.REDIS) : { port: 6379 };
  analyse(file, { processes: +processes, where, name }).then(({ records, rejected, sums }) => {
    console.table(sums);
    console.log(`${records} records${rejected > 0 ? `, ${rejected} lines that are none` : ''}`);
  });
}
