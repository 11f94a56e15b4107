// SPDX-License-Identifier: MIT
// Options with values that are none are refused; what cannot be printed is said.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr: stderr.replace(/^.*?: /, '').trim() };
}

for (const { 0: args, 1: stderr } of [
  [['--test', '--test-isolation=some'], 'invalid value for --test-isolation'],
  [['--inspect-publish-uid=http,file', '-p', '1'], '--inspect-publish-uid destination can be stderr or http'],
  [['--inspect-port=80', '-p', '1'], 'must be 0 or in range 1024 to 65535.'],
  [['--inspect=127.0.0.1:70000', '-p', '1'], 'must be 0 or in range 1024 to 65535.'],
]) {
  assert.deepStrictEqual(run(...args), { status: 9, stdout: '', stderr });
}
assert.strictEqual(run('--inspect-port=0', '--inspect-publish-uid=http,stderr', '-p', '1').stdout, '1\n');

const order = run('--dns-result-order=any', '-p', '1');
assert.strictEqual(order.status, 1);
assert.match(order.stderr, /'--dns-result-order' must be one of: 'verbatim', 'ipv4first', 'ipv6first'\. Received 'any'/);
assert.strictEqual(run('--dns-result-order=ipv6first', '-p', 'dns.getDefaultResultOrder()').stdout, 'ipv6first\n');

for (const code of ['await 1', 'import "fs"', 'import.meta.url', 'export default 1']) {
  const printed = run('-p', code);
  assert.strictEqual(printed.status, 1);
  assert.match(printed.stderr, /ERR_EVAL_ESM_CANNOT_PRINT\]: --print cannot be used with ESM input/);
}
assert.strictEqual(run('-p', 'typeof import("fs")').stdout, 'object\n');
