// SPDX-License-Identifier: MIT
// --permission-audit refuses nothing: it tells diagnostics channels what --permission would refuse. These are told
// with --permission, too.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const code = `
const told = [], fs = require('fs');
for (const name of ['fs', 'child', 'worker', 'wasi', 'inspector']) {
  require('diagnostics_channel').subscribe('node:permission-model:' + name, ({ permission, resource }) => {
    told.push(name + ' ' + permission + ' ' + resource);
  });
}
const attempt = (fn) => { try { fn(); told.push('done'); } catch (error) { told.push(error.code); } };
attempt(() => fs.readFileSync('/etc/passwd'));
attempt(() => fs.rmdirSync('/tmp/eddy-audit/none'));
attempt(() => require('child_process').execSync('true'));
told.push(process.permission.has('fs.read', '/etc'));
console.log(told.join('\\n'));`;
const lines = (...args) => spawnSync(process.execPath, [...args, '-e', code], { encoding: 'utf8' }).stdout.split('\n');
assert.deepStrictEqual(lines('--permission-audit'), [
  'fs FileSystemRead /etc/passwd', 'done', 'fs FileSystemWrite /tmp/eddy-audit/none', 'ENOENT', 'child ChildProcess /bin/sh', 'done',
  'fs FileSystemRead /etc', 'false', '',
]);
assert.deepStrictEqual(lines('--permission', '--allow-fs-read=/etc/passwd', '--allow-fs-write=/tmp'), [
  'done', 'ENOENT', 'child ChildProcess /bin/sh', 'ERR_ACCESS_DENIED', 'fs FileSystemRead /etc', 'false', '',
]);
