// SPDX-License-Identifier: MIT
// run(): options that are checked, names of the files it finds, a time limit for each test, attempts in the events.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { run } = require('node:test');
const { pathToFileURL } = require('node:url');

for (const [options, code, message] of [
  [{ env: 1 }, 'ERR_INVALID_ARG_TYPE', /options\.env/],
  [{ env: {}, isolation: 'none' }, 'ERR_INVALID_ARG_VALUE', /is not supported with isolation='none'/],
  [{ globalSetupPath: 1 }, 'ERR_INVALID_ARG_TYPE', /string or an instance of Buffer or URL/],
  [{ rerunFailuresFilePath: 1 }, 'ERR_INVALID_ARG_TYPE', /string or an instance of Buffer or URL/],
  [{ testNamePatterns: 1 }, 'ERR_INVALID_ARG_TYPE', /"options\.testNamePatterns\[0\]"/],
]) assert.throws(() => run(options), { code, message });

if (process.argv[2] !== undefined) {
  const options = eval(`(${process.argv[2]})`);
  const seen = [];
  run(options).on('test:complete', ({ name, details }) => {
    const { attempt, passed_on_attempt: before, error } = details;
    seen.push([name, details.passed, attempt, before, error?.failureType]);
  }).on('test:plan', ({ count }) => seen.push(count)).on('end', () => console.log(JSON.stringify(seen))).resume();
  return;
}

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? require('node:os').tmpdir(), 'run-'));
fs.writeFileSync(path.join(dir, 'a.test.js'), 'require("node:test").test("a", () => {});');
fs.writeFileSync(path.join(dir, 'slow.js'), 'require("node:test").test("s", () => new Promise((f) => { setTimeout(f, 60_000).unref(); setInterval(() => {}, 10).unref(); setTimeout(() => {}, 200); }));');
function events(options) {
  const { stdout, stderr } = spawnSync(process.execPath, [__filename, options], {
    encoding: 'utf8', cwd: dir, env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
  assert.strictEqual(stderr, '');
  return JSON.parse(stdout);
}
const ok = (name) => [name, true, null, null, null];
assert.deepStrictEqual(events('{ globPatterns: ["a*.js"] }'), [ok('a'), ok('a.test.js'), 1]);
assert.deepStrictEqual(events('{ files: ["a.test.js"] }'), [ok('a'), ok('a.test.js'), 1]);
assert.deepStrictEqual(events('{ files: [] }'), [0]);
assert.deepStrictEqual(events('{ files: ["slow.js"], timeout: 50 }').map((e) => e[4]), ['testTimeoutFailure', 'subtestsFailed', undefined]);
const rerun = `{ files: ["a.test.js"], rerunFailuresFilePath: new URL(${JSON.stringify(pathToFileURL(path.join(dir, 'state.json')))}) }`;
assert.deepStrictEqual(events(rerun), [['a', true, 0, null, null], ok('a.test.js'), 1]);
assert.deepStrictEqual(events(rerun), [['a', true, 1, 0, null], ok('a.test.js'), 1]);
fs.rmSync(dir, { recursive: true });
