// SPDX-License-Identifier: MIT
// run({ watch: true, isolation: 'none' }): all files run in one process, and after a change all of them in another.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run } = require('node:test');

const cwd = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-watch-together-')));
const file = (name, text) => fs.writeFileSync(path.join(cwd, name), text);
file('shared.js', 'exports.value = 1;\n');
file('a.test.js', 'require("node:test")(`a ${require("./shared.js").value} ${process.pid}`, () => {});\n');
file('b.test.mjs', 'import test from "node:test"; test(`b ${process.pid}`, () => {});\n');

const stop = new AbortController();
const stream = run({ cwd, watch: true, isolation: 'none', signal: stop.signal });
let names = [];
let waiting;
stream.on('test:pass', ({ name }) => names.push(name));
stream.on('test:fail', ({ name }) => names.push(`failed: ${name}`));
stream.on('test:watch:drained', () => {
  const seen = names;
  names = [];
  waiting.resolve(seen);
});
stream.resume();
const round = () => (waiting = Promise.withResolvers()).promise;
const pids = new Set();
// Rounds until one has just these tests: a file that is being written may be seen twice.
async function expect(...wanted) {
  for (;;) {
    const seen = await round();
    if (seen.map((name) => name.replace(/ \d+$/, '')).join() !== wanted.join()) continue;
    const here = new Set(seen.map((name) => / (\d+)$/.exec(name)?.[1]).filter(Boolean));
    assert.strictEqual(here.size, 1);
    pids.add(...here);
    return;
  }
}

(async () => {
  await expect('a 1', 'b');
  file('shared.js', 'exports.value = 22;\n');
  await expect('a 22', 'b');
  file('b.test.mjs', 'import test from "node:test"; test(`b again ${process.pid}`, () => {});\n');
  await expect('a 22', 'b again');
  file('c.test.js', 'require("node:test")(`new ${process.pid}`, () => {});\n');
  await expect('a 22', 'b again', 'new');
  file('c.test.js', 'throw new Error("broken");\n');
  await expect('a 22', 'b again', `failed: ${path.join(cwd, 'c.test.js')}`);
  file('c.test.js', 'require("node:test")(`mended ${process.pid}`, () => {});\n');
  await expect('a 22', 'b again', 'mended');
  assert.strictEqual(pids.size, 6);
  assert.ok(!pids.has(`${process.pid}`));
  stream.on('end', () => fs.rmSync(cwd, { recursive: true }));
  stop.abort();
})();
