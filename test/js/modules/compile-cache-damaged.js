// SPDX-License-Identifier: MIT
// A damaged file of the compile cache is not believed, whatever part of it is damaged, and is made anew.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { mkdtempSync, readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const dir = mkdtempSync(join(require('node:os').tmpdir(), 'eddy-'));
const script = join(dir, 's.js');
writeFileSync(script, 'function f() { return "result"; } console.log(f());');
const env = { ...process.env, NODE_COMPILE_CACHE: join(dir, 'cache'), NODE_DEBUG_NATIVE: 'COMPILE_CACHE' };
function run() {
  const { stdout, stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' });
  assert.strictEqual(stdout.trim().split('\n').at(-1), 'result');
  return stdout + stderr;
}
assert.match(run(), /writing cache for CommonJS .*s\.js.*success/);

const tag = join(dir, 'cache', readdirSync(join(dir, 'cache'))[0]);
const file = join(tag, readdirSync(tag)[0]);
const good = readFileSync(file);
assert.match(run(), /s\.js was accepted/);
const flipped = (at) => {
  const bytes = Buffer.from(good);
  bytes[at] ^= 1;
  return bytes;
};
for (const [bytes, reason] of [
  [Buffer.alloc(0), 'magic number mismatch'],
  [good.subarray(0, 23), 'magic number mismatch'],
  [flipped(0), 'magic number mismatch'],
  [flipped(8), 'code hash mismatch'],
  [flipped(16), 'cache hash mismatch'],
  [flipped(24), 'cache hash mismatch'],
  [flipped(good.length - 1), 'cache hash mismatch'],
  [good.subarray(0, 24), 'cache hash mismatch'],
  [good.subarray(0, -1), 'cache hash mismatch'],
]) {
  writeFileSync(file, bytes);
  const output = run();
  assert.ok(output.includes(reason), output);
  assert.match(output, /writing cache for CommonJS .*s\.js.*success/);
  assert.deepStrictEqual(readFileSync(file).length > 24, true);
}
