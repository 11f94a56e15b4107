// SPDX-License-Identifier: MIT
'use strict';
// What only computes runs on threads of its own, of a lower priority than the loop's and than those that do files' work.
const assert = require('assert');
const crypto = require('crypto');
const fs = require('fs');
const os = require('os');
const { promisify } = require('util');
const zlib = require('zlib');

if (process.platform !== 'linux') process.exit(77);

const own = os.getPriority();
/** @returns {number[]} nice values of this process's threads, sorted. */
function priorities() {
  return fs.readdirSync('/proc/self/task').map((id) => os.getPriority(Number(id))).sort((a, b) => a - b);
}

async function main() {
  assert.ok(priorities().every((nice) => nice === own));
  await fs.promises.readFile(__filename);
  assert.ok(priorities().every((nice) => nice === own));
  await Promise.all([
    promisify(crypto.pbkdf2)('password', 'salt', 1, 8, 'sha256'), promisify(zlib.gzip)('text'),
    crypto.subtle.digest('SHA-256', new Uint8Array(8)), promisify(crypto.scrypt)('password', 'salt', 8),
  ]);
  const after = priorities(), lower = after.filter((nice) => nice !== own);
  assert.ok(lower.length >= 1 && lower.length <= 4);
  assert.ok(lower.every((nice) => nice === Math.min(own + 10, 19)));
  assert.strictEqual(os.getPriority(), own);

  await fs.promises.readFile(__filename);
  assert.deepStrictEqual(priorities().filter((nice) => nice !== own), lower);
}
main();
