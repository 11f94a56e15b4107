// SPDX-License-Identifier: MIT
// Options without the value they need, with one they do not take, or with one of their own kind.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? require('node:os').tmpdir(), 'odd-'));
const run = (args, env = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: dir, env: { ...process.env, ...env } });
  return [status, status === 0 ? stdout : stderr.split('\n').findLast((line) => line !== '').replace(/^\S+: /, '')];
};
for (const option of ['--conditions', '--import', '--require', '--loader', '--test-reporter', '--test-name-pattern', '--watch-path',
                      '--disable-warning', '--allow-fs-read', '--experimental-config-file', '--force-fips']) {
  assert.deepStrictEqual(run([`${option}=`, '-p', '1']), [9, `${option}= requires an argument`]);
}
assert.deepStrictEqual(run(['--force-fips=x', '-p', '1']), [9, 'invalid value for --force-fips; expected \'provider\' or \'strict\'']);
assert.deepStrictEqual(run(['-p', '1'], { NODE_OPTIONS: '-e=5' }), [9, '-e=5 is not allowed in NODE_OPTIONS']);

// --experimental-config-file has a value after `=` only; else it is node.config.json.
assert.deepStrictEqual(run(['--experimental-config-file', '-p', '1']), [9, 'node.config.json: not found']);
assert.deepStrictEqual(run(['--experimental-config-file=a.json', '-p', '1']), [9, 'a.json: not found']);
assert.deepStrictEqual(run(['--experimental-default-config-file=x', '-p', '1']), [9, '--experimental-default-config-file does not take an argument']);
for (const name of ['--no-experimental-default-config-file', '--no-experimental-config-file']) {
  assert.deepStrictEqual(run([name, '-p', '1']), [9, `${name} is an invalid negation because it is not a boolean option`]);
}
fs.writeFileSync(path.join(dir, 'node.config.json'), '{ "nodeOptions": { "max-http-header-size": 10000 } }');
assert.deepStrictEqual(run(['--experimental-config-file', '-p', 'http.maxHeaderSize']), [0, '10000\n']);

// A blob is made whatever else the command line says.
assert.strictEqual(run(['--experimental-sea-config=none.json', '-p', '1'])[0], 1);
fs.rmSync(dir, { recursive: true });
