// SPDX-License-Identifier: MIT
// --permission: a child has no more than its parent, warnings name what leads out, changing process.argv allows
// nothing, process.binding() is closed, reports need leave to write.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

function run(args, code, env = {}) {
  return spawnSync(process.execPath, ['--permission', ...args, '-e', code], { encoding: 'utf8', env: { ...process.env, ...env } });
}
const ask = "['fs.read', 'fs.write', 'child'].map((scope) => process.permission?.has(scope)).join()";
const child = `console.log(require('child_process').execFileSync(process.execPath, ['-p', ${JSON.stringify(ask)}], { encoding: 'utf8' }).trim(), process.env.NODE_OPTIONS)`;
const inherited = run(['--allow-child-process', '--allow-fs-read=*'], child);
assert.strictEqual(inherited.stdout, 'true,false,true undefined\n', inherited.stderr);
assert.match(inherited.stderr, /\[PERM0002\] SecurityWarning: The flag --allow-child-process must be used with extreme caution/);

const tricks = run([], `process.argv[1] = '/etc/hosts';
for (const fn of [() => require('fs').readFileSync('/etc/hosts'), () => process.binding('fs'), () => process.report.writeReport('x.json'),
                  () => require('child_process').spawnSync('true')]) {
  try { fn(); console.log('allowed'); } catch (error) { console.log(error.code, error.stack.split(' ')[0]); }
}`);
assert.strictEqual(tricks.stdout, 'ERR_ACCESS_DENIED Error:\nERR_ACCESS_DENIED Error\nERR_ACCESS_DENIED Error:\nERR_ACCESS_DENIED Error:\n');
