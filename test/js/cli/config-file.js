// SPDX-License-Identifier: MIT
// node.config.json: weaker than NODE_OPTIONS and the command line; namespaces; unknown and repeated options are refused.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-config-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
function run(config, args = [], env = {}) {
  fs.writeFileSync(path.join(folder, 'node.config.json'), typeof config === 'string' ? config : JSON.stringify(config));
  return spawnSync(process.execPath, ['--no-warnings', '--experimental-default-config-file', ...args, '-p', 'http.maxHeaderSize'], {
    cwd: folder, encoding: 'utf8', env: { ...process.env, ...env },
  });
}
const sized = (n) => ({ nodeOptions: { 'max-http-header-size': n } });
assert.strictEqual(run(sized(10)).stdout, '10\n');
assert.strictEqual(run(sized(10), [], { NODE_OPTIONS: '--max-http-header-size=20' }).stdout, '20\n');
assert.strictEqual(run(sized(10), ['--max-http-header-size=30'], { NODE_OPTIONS: '--max-http-header-size=20' }).stdout, '30\n');
assert.strictEqual(run({ watch: {}, testRunner: { 'test-concurrency': 2 }, other: { x: [] } }).status, 0);
for (const [config, message] of [
  [sized(-1), 'Invalid value for --max-http-header-size'],
  [sized('10'), 'Invalid value for --max-http-header-size'],
  [{ nodeOptions: { eval: '1' } }, 'Unknown or not allowed option eval for namespace nodeOptions'],
  [{ nodeOptions: { 'test-isolation': 'none' }, testRunner: { 'test-isolation': 'none' } }, 'Option --test-isolation is already defined'],
  [{ nodeOptions: 1 }, '"nodeOptions" value unexpected for node.config.json'],
  ['[]', 'Root value unexpected not an object for node.config.json'],
  ['{"nodeOptions":{}', "Can't parse node.config.json"],
]) {
  const { status, stderr } = run(config);
  assert.strictEqual(status, 9);
  assert.ok(stderr.startsWith(`${message}\n`), stderr);
  assert.match(stderr, /: node\.config\.json: invalid content\n$/);
}
fs.unlinkSync(path.join(folder, 'node.config.json'));
const none = spawnSync(process.execPath, ['--experimental-default-config-file', '-p', '1'], { cwd: folder, encoding: 'utf8' });
assert.match(none.stderr, /^Cannot read configuration from node\.config\.json: no such file or directory\n/);
