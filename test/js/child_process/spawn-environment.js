// SPDX-License-Identifier: MIT
// The environment of a child: process.env as it is now, whatever has been done to it; and whoever has wrapped
// ChildProcess.prototype.spawn sees it as a list.
'use strict';

const assert = require('node:assert');
const { ChildProcess, execFileSync, fork, spawn } = require('node:child_process');

if (process.argv[2] === 'child') {
  process.send([process.env.EDDY_TEST_SET, 'NODE_CHANNEL_FD' in process.env]);
  process.disconnect();
  return;
}

// Without these a sanitizer's build looks for leaks at its end.
const sanitizer = process.env.ASAN_OPTIONS ? { ASAN_OPTIONS: process.env.ASAN_OPTIONS } : {};
const child = (options) => JSON.parse(execFileSync(process.execPath, ['-p', 'JSON.stringify(process.env)'], options));

process.env.EDDY_TEST_SET = 'ä=1';
process.env.EDDY_TEST_GONE = 'x';
delete process.env.EDDY_TEST_GONE;
const seen = child();
assert.strictEqual(seen.EDDY_TEST_SET, 'ä=1');
assert.ok(!('EDDY_TEST_GONE' in seen));
assert.deepStrictEqual(seen, child({ env: { ...process.env } }));
assert.strictEqual(child({ env: { ...sanitizer, EDDY_TEST_ONLY: '1' } }).EDDY_TEST_SET, undefined);

Object.prototype.EDDY_TEST_INHERITED = 'yes'; // for-in, as ever
assert.strictEqual(child().EDDY_TEST_INHERITED, 'yes');
delete Object.prototype.EDDY_TEST_INHERITED;

const { env } = process;
process.env = { ...sanitizer, EDDY_TEST_OWN: '2' };
assert.deepStrictEqual([child().EDDY_TEST_OWN, child().EDDY_TEST_SET], ['2', undefined]);
process.env = env;

let called = 0;
fork(__filename, ['child']).on('message', (message) => {
  called++;
  assert.deepStrictEqual(message, ['ä=1', false]);
});

const original = ChildProcess.prototype.spawn;
ChildProcess.prototype.spawn = function(options) {
  assert.ok(options.envPairs.includes('EDDY_TEST_SET=ä=1'));
  options.envPairs.push('EDDY_TEST_MORE=3');
  return original.call(this, options);
};
let out = '';
const wrapped = spawn('sh', ['-c', 'echo $EDDY_TEST_MORE']);
ChildProcess.prototype.spawn = original;
wrapped.stdout.setEncoding('utf8').on('data', (text) => out += text);
wrapped.on('close', () => {
  called++;
  assert.strictEqual(out, '3\n');
});
process.on('exit', () => assert.strictEqual(called, 2));
