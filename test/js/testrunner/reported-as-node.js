// SPDX-License-Identifier: MIT
// What reporters show in Node's form: JUnit's names and times, no blank lines nor durations that never were, hooks outside of tests,
// tests that come too late, plans that wait, errors that come from another process.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? os.tmpdir(), 'reported-'));

function run(reporter, program) {
  const file = path.join(dir, 'a.test.js');
  fs.writeFileSync(file, `const { test, describe, it, before, after, beforeEach } = require('node:test');\n${program}`);
  const { stdout } = spawnSync(process.execPath, ['--test', `--test-reporter=${reporter}`, 'a.test.js'], {
    encoding: 'utf8', cwd: dir, env: { ...process.env, NODE_TEST_CONTEXT: undefined, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  return stdout;
}

const nested = 'describe("o", () => { describe("i", () => { it("x", () => { throw "why"; }); }); });';
const junit = run('junit', nested);
assert.match(junit, /<testsuite name="o" .* failures="1" skipped="0" timestamp="\d{4}-\d\d-\d\dT[\d:.]+Z" hostname="/);
assert.match(junit, /<testcase name="x" time="[\d.]+" classname="o\.i" file="[^"]+" failure="why">\n\t+<failure type="testCodeFailure" message="why">\n\[Error/);

const cancelled = 'describe("s", () => { before(() => { throw "b"; }); it("never", () => {}); }); test.todo("later", () => { throw "t"; });';
assert.match(run('dot', cancelled), /^XXX\n\nFailed tests:\n\n✖ never\n {2}'[^\n]+'\n✖ s \([\d.]+ms\)\n {2}'b'\n⚠ later \([\d.]+ms\) # TODO\n {2}'t'\n$/);
assert.match(run('spec', cancelled), /^▶ s\n {2}✖ never\n/);

const before = run('tap', 'before(() => { throw new Error("early"); }); test("a", () => {});');
assert.match(before, /^TAP version 13\n# Subtest: a\nnot ok 1 - a\n[^]*failureType: 'hookFailed'\n {2}error: 'early'\n[^]*\n1\.\.1\n# tests 1\n/);
const after = run('tap', 'after(() => { throw new Error("end"); }); test("a", () => {});');
assert.match(after, /\nnot ok 2 - \S+\/a\.test\.js\n[^]*failureType: 'hookFailed'\n {2}error: 'end'\n[^]*\n1\.\.2\n# tests 2\n/);

const late = run('tap', 'let go; const ended = new Promise((r) => { go = r; }); test("a", (t) => { ended.then(() => t.test("late", () => {})); }); ' +
  'test("b", async () => { go(); await new Promise(setImmediate); });');
assert.match(late, /\n# Subtest: late\nnot ok 3 - late\n[^]*failureType: 'parentAlreadyFinished'\n {2}error: 'test could not be started because its parent finished'\n/);
assert.match(run('tap', 'test("w", (t) => { t.plan(1, { wait: 20 }); });'), /error: 'plan timed out after 20ms with 0 assertions when expecting 1'/);

const only = run('tap', 'test.only("a", () => {}); test("b", () => {});');
assert.match(only, /\nok 1 - a\n[^]*?\.\.\.\n# 'only' and 'runOnly' require the --test-only command-line option\.\n# Subtest: b\n/);
const errors = run('spec', 'test("a", () => { throw new AggregateError([new Error("one")], "many"); }); ' +
  'test("d", () => { throw new DOMException("dom", "AbortError"); }); describe("h", () => { beforeEach(() => { throw 1; }); it("i", () => {}); });');
assert.match(errors, /AggregateError: many\n[^]*\[errors\]: \[\n +Error: one\n[^]*DOMException \[AbortError\]: dom\n/);
