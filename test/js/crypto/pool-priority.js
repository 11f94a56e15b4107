// SPDX-License-Identifier: MIT
'use strict';
// What only computes runs on threads of its own: one a processor, and spare ones of a lower priority for what has waited.
const assert = require('assert');
const { execFileSync } = require('child_process');
const crypto = require('crypto');
const fs = require('fs');
const os = require('os');
const { promisify } = require('util');
const zlib = require('zlib');

if (process.platform !== 'linux') process.exit(77);
const processors = os.availableParallelism();
if (process.env.UV_THREADPOOL_SIZE !== String(processors + 2)) {
  execFileSync(process.execPath, [__filename], { env: { ...process.env, UV_THREADPOOL_SIZE: processors + 2 }, stdio: 'inherit' });
  process.exit();
}

const own = os.getPriority();
/** @returns {number[]} nice values of the threads that compute, sorted. */
function priorities() {
  return fs.readdirSync('/proc/self/task')
    .filter((id) => fs.readFileSync(`/proc/self/task/${id}/comm`, 'latin1').trim() === 'eddy-heavy')
    .map((id) => os.getPriority(Number(id))).sort((a, b) => a - b);
}

async function main() {
  await fs.promises.readFile(__filename);
  assert.deepStrictEqual(priorities(), []);
  await promisify(crypto.pbkdf2)('password', 'salt', 1, 8, 'sha256');
  const threads = () => fs.readdirSync('/proc/self/task').length, before = threads();
  // Two at once are two threads' work, though one was waiting.
  await Promise.all([promisify(crypto.pbkdf2)('password', 'salt', 1e6, 8, 'sha256'), promisify(zlib.gzip)('text')]);
  assert.ok(threads() > before);

  // What waits behind long ones, while nothing else is taken, is theirs.
  const queue = (n, iterations) => Array.from({ length: n }, () => promisify(crypto.pbkdf2)('password', 'salt', iterations, 8, 'sha256'));
  let spare = [];
  for (let tries = 0; spare.length === 0 && tries < 10; tries++) {
    await Promise.all([...queue(processors, 2e6), ...queue(4, 10)]);
    spare = priorities().filter((nice) => nice !== own);
  }
  assert.strictEqual(priorities().length - spare.length, processors);
  assert.ok(spare.length >= 1 && spare.length <= 2, spare.length);
  assert.ok(spare.every((nice) => nice === Math.min(own + 5, 19)));
  assert.strictEqual(os.getPriority(), own);
}
main();
