// SPDX-License-Identifier: MIT
// With --disable-sigusr1, and where --permission forbids the inspector, SIGUSR1 does nothing.
'use strict';

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { once } = require('node:events');

async function ignores(...args) {
  const code = 'process.stdin.once("data", () => process.exit(7)).resume(); process.stdout.write("ready")';
  const child = spawn(process.execPath, [...args, '-e', code]);
  let text = '';
  child.stderr.on('data', (chunk) => { text += chunk; });
  await once(child.stdout, 'data');
  child.kill('SIGUSR1');
  child.stdin.end('x');
  assert.deepStrictEqual(await once(child, 'close'), [7, null]);
  assert.strictEqual(text, '');
}

(async () => {
  await ignores('--disable-sigusr1');
  await ignores('--permission');
})();
