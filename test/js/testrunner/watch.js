// SPDX-License-Identifier: MIT
// run({ watch: true }): a change runs the files that have loaded what changed; new files join; what hangs in old code is stopped.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run } = require('node:test');

const cwd = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-watch-tests-')));
const file = (name, text) => fs.writeFileSync(path.join(cwd, name), text);
file('shared.js', 'exports.value = 1;\n');
file('a.test.js', 'require("node:test")(`a ${require("./shared.js").value}`, () => {});\n');
file('b.test.mjs', 'import test from "node:test"; test("b", () => {});\n');

const stop = new AbortController();
const stream = run({ cwd, watch: true, signal: stop.signal });
let names = [];
let waiting;
let restarts = 0;
stream.on('test:pass', ({ name }) => names.push(name));
stream.on('test:watch:restarted', () => restarts++);
stream.on('test:watch:drained', () => {
  const seen = names.sort().join();
  names = [];
  waiting.resolve(seen);
});
stream.resume();
const round = () => (waiting = Promise.withResolvers()).promise;

(async () => {
  assert.strictEqual(await round(), 'a 1,b');
  let next = round();
  file('shared.js', 'exports.value = 22;\n');
  assert.strictEqual(await next, 'a 22');
  next = round();
  file('b.test.mjs', 'import test from "node:test"; test("b again", () => {});\n');
  assert.strictEqual(await next, 'b again');
  next = round();
  file('c.test.js', 'require("node:test")("new", () => {});\n');
  assert.strictEqual(await next, 'new');

  // A test that never ends: the change stops it.
  next = round();
  const hangs = path.join(cwd, 'hangs');
  file('c.test.js', `require("node:fs").writeFileSync(${JSON.stringify(hangs)}, ""); for (;;);\n`);
  await new Promise((resolve) => {
    const watcher = fs.watch(cwd, () => {
      if (!fs.existsSync(hangs)) return;
      watcher.close();
      resolve();
    });
    if (fs.existsSync(hangs)) {
      watcher.close();
      resolve();
    }
  });
  file('c.test.js', 'require("node:test")("mended", () => {});\n');
  assert.strictEqual(await next, 'mended');
  assert.strictEqual(restarts, 5);
  stream.on('end', () => fs.rmSync(cwd, { recursive: true }));
  stop.abort();
})();
