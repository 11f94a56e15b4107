// SPDX-License-Identifier: MIT
// --cpu-prof and --heap-prof: files at the end of the program however it ends, names, and options without their leader.
'use strict';
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-prof-'));
const busy = 'function busy() { const end = Date.now() + 60, all = []; while (Date.now() < end) all.push(new Array(100).fill({})); } busy();';

function run(args, code) {
  const { status, signal, stderr } = spawnSync(process.execPath, [...args, '-e', code], { cwd: dir, encoding: 'utf8' });
  const files = fs.readdirSync(dir);
  const profiles = files.map((name) => [name, JSON.parse(fs.readFileSync(path.join(dir, name)))]);
  for (const name of files) fs.rmSync(path.join(dir, name));
  return { status, signal, stderr, profiles };
}
const namesOf = (profile) => profile.nodes.map(({ callFrame }) => callFrame.functionName);

let plain;
do { // on a busy machine the thread that looks gets its turn later
  plain = run(['--cpu-prof', '--cpu-prof-interval', '100'], busy);
  assert.match(plain.profiles[0][0], /^CPU\.\d{8}\.\d{6}\.\d+\.0\.000\.cpuprofile$/);
} while (!namesOf(plain.profiles[0][1]).includes('busy'));

const exited = run(['--cpu-prof', '--cpu-prof-interval', '100', '--cpu-prof-name', 'p-${pid}.json'], `${busy} process.exit(55)`);
assert.strictEqual(exited.status, 55);
assert.match(exited.profiles[0][0], /^p-\d+\.json$/);

const killed = run(['--cpu-prof', '--cpu-prof-interval', '100'], `${busy} process.kill(process.pid, 'SIGINT')`);
assert.strictEqual(killed.signal, 'SIGINT');
assert.strictEqual(killed.profiles.length, 1);

const heap = run(['--heap-prof', '--heap-prof-interval', '128'], busy);
assert.match(heap.profiles[0][0], /^Heap\..*\.heapprofile$/);
assert.ok(heap.profiles[0][1].head.children.length > 0);

const alone = run(['--cpu-prof-dir', 'x'], '');
assert.strictEqual(alone.status, 9);
assert.match(alone.stderr, /: --cpu-prof-dir must be used with --cpu-prof\n$/);
fs.rmdirSync(dir);
