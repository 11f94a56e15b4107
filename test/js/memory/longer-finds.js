// SPDX-License-Identifier: MIT
// Flags: --expose-gc
// What the tests beside it stand on: memory and files that every round leaves behind are found, those that go round are not.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const { grows } = require('../../fixtures/longer');

const kinds = async (round, rounds) => (await grows(round, rounds)).map((what) => what.split(':')[0]);
const kept = [];

async function main() {
  let last;
  assert.deepStrictEqual(await kinds((i) => { last = { i, text: `round ${i}`, buffer: Buffer.alloc(5000) }; }, 200), []);
  assert.strictEqual(last.buffer.length, 5000);
  assert.deepStrictEqual(await kinds(async (i) => { kept.push(new Float64Array(1).fill(i)); }, 200), ['heap']); // about a hundred bytes
  assert.deepStrictEqual(await kinds(() => { kept.push(new SharedArrayBuffer(4096)); }, 20), ['heap']);
  assert.deepStrictEqual(await kinds(() => { fs.openSync(__filename); }, 20), ['files']);
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
