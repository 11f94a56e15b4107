// SPDX-License-Identifier: MIT
// spawnSync: input and output larger than any pipe, a child that does not read, one that leaves others behind who
// still write, a time limit that ends what would go on for ever.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const big = Buffer.alloc(3e6, 'abc');
assert.ok(spawnSync('cat', { input: big, maxBuffer: Infinity }).stdout.equals(big));
assert.strictEqual(spawnSync('wc', ['-c'], { input: big, encoding: 'utf8' }).stdout.trim(), '3000000');

const deaf = spawnSync('sh', ['-c', 'exec 0<&-; exit 5'], { input: big });
assert.deepStrictEqual([deaf.error.code, deaf.status], ['EPIPE', 5]);

// The output is complete when the last one that has the pipe has closed it.
const left = spawnSync('sh', ['-c', '(read line < /dev/null; sleep 0.05; echo late) & echo soon'], { encoding: 'utf8' });
assert.strictEqual(left.stdout, 'soon\nlate\n');

const both = spawnSync('sh', ['-c', 'echo out; echo err >&2; kill -9 $$'], { encoding: 'utf8', timeout: 60_000 });
assert.deepStrictEqual([both.stdout, both.stderr, both.status, both.signal], ['out\n', 'err\n', null, 'SIGKILL']);
assert.deepStrictEqual(both.output, [null, 'out\n', 'err\n']);

const stuck = spawnSync('sh', ['-c', 'echo out; exec sleep 1000'], { timeout: 300, killSignal: 'SIGKILL', encoding: 'utf8' });
assert.deepStrictEqual([stuck.error.code, stuck.signal, stuck.status], ['ETIMEDOUT', 'SIGKILL', null]);
// Without any pipe, too.
assert.strictEqual(spawnSync('sleep', ['1000'], { stdio: 'ignore', timeout: 100 }).error.code, 'ETIMEDOUT');
assert.strictEqual(spawnSync('true', { stdio: 'ignore', timeout: 60_000 }).status, 0);
