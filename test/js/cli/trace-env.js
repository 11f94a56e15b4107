// SPDX-License-Identifier: MIT
// --trace-env: who looks at the environment, and what changes it.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const code = `process.env.FOO = 1; process.env.FOO; 'BAR' in process.env; delete process.env.FOO; Object.keys(process.env);
Object.defineProperty(process.env, 'BAZ', { value: 'x', writable: true, enumerable: true, configurable: true });
Object.hasOwn(process.env, 'QUX'); process.stdout.write(process.env.BAZ + process.env.FOO);`;
const env = { A: 'b' };
if (process.env.ASAN_OPTIONS) env.ASAN_OPTIONS = process.env.ASAN_OPTIONS; // else a sanitizer build looks for leaks at its end
const run = (...options) => spawnSync(process.execPath, [...options, '-e', code], { encoding: 'utf8', env });

const { stderr, stdout, status } = run('--trace-env');
assert.deepStrictEqual([status, stdout], [0, 'xundefined']);
const lines = stderr.split('\n');
for (const what of ['set "FOO"', 'get "FOO"', 'query "BAR"', 'delete "FOO"', 'enumerate environment variables', 'set "BAZ"',
                    'query "QUX"', 'get "NODE_NO_WARNINGS"', 'get "NODE_CHANNEL_FD"']) {
  assert.ok(lines.includes(`[--trace-env] ${what}`), `${what}: ${stderr}`);
}
for (const once of ['set "BAZ"', 'get "BAZ"', 'query "QUX"', 'query "BAR"']) {
  assert.strictEqual(lines.filter((line) => line.endsWith(once)).length, 1, `${once}: ${stderr}`);
}
assert.strictEqual(run().stderr, '');

assert.match(run('--trace-env-js-stack').stderr, /set "FOO"\n\n----- JavaScript stack trace -----\n\n1: \[eval\]:1:17\n2: /);
assert.match(run('--trace-env-native-stack').stderr, /set "FOO"\n\n----- Native stack trace -----\n\n 1: 0x[0-9a-f]+ .*\n/);
