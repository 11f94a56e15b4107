// SPDX-License-Identifier: MIT
// What hooks of module.register() warn of is printed, though the program ends right after their answer.
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';

const hook = `export function load(url, context, next) {
  process.emitWarning('from a hook');
  return { shortCircuit: true, format: 'module', source: 'process.reallyExit(0)' };
}`;
const code = `import { register } from 'node:module';
register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});
await import('data:text/javascript,');`;
for (let i = 0; i < 5; i++) {
  const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' });
  assert.match(stderr, /Warning: from a hook/);
  assert.strictEqual(status, 0);
}
