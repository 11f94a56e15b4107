// SPDX-License-Identifier: MIT
// How a program is found and started: PATH of the child's environment, scripts without an interpreter line, errors of
// each kind, more descriptors than three, signals as they are by default.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? os.tmpdir(), 'spawn-'));
const put = (name, text, mode) => fs.writeFileSync(path.join(dir, name), text, { mode });
put('plain', 'echo "plain $1"\n', 0o755); // no #!
put('locked', 'x', 0o644);
const env = { PATH: `/nowhere:${dir}:/bin:/usr/bin` };
const run = (file, args, options) => spawnSync(file, args, { encoding: 'utf8', env, ...options });

assert.strictEqual(run('plain', ['a']).stdout, 'plain a\n');
assert.strictEqual(run('./plain', ['b'], { cwd: dir }).stdout, 'plain b\n');
assert.strictEqual(run('plain', [], { env: { PATH: ':/bin' }, cwd: dir }).stdout, 'plain \n'); // an empty entry
assert.strictEqual(run('no-such-program').error.code, 'ENOENT');
if (process.getuid() !== 0) assert.strictEqual(run('locked').error.code, 'EACCES');
assert.strictEqual(run(path.join(dir, 'locked')).error.code, 'EACCES');
assert.strictEqual(run('sh', ['-c', 'true'], { cwd: '/no/such/folder' }).error.code, 'ENOENT');
assert.strictEqual(run('sh', ['-c', 'true'], { env: {} }).status, 0);

const more = run('sh', ['-c', 'echo four >&4'], { stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'], input: '' });
assert.strictEqual(more.output[4], 'four\n');
assert.strictEqual(run('sh', ['-c', 'kill -TERM $$']).signal, 'SIGTERM');
assert.strictEqual(run('sh', ['-c', 'exit 7']).status, 7);
// Descriptors that change places.
assert.strictEqual(run('sh', ['-c', 'echo out; echo err >&2'], { stdio: ['ignore', 'pipe', 1] }).stdout, 'out\n');
