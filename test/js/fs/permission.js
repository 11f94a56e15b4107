// SPDX-License-Identifier: MIT
'use strict';
// --permission: reads and writes outside of what is allowed are refused, in all three styles.
const assert = require('assert');
const { spawnSync } = require('child_process');

const code = `
const fs = require('fs'), assert = require('assert');
const denied = { code: 'ERR_ACCESS_DENIED', permission: 'FileSystemRead', resource: '/etc/passwd' };
assert.throws(() => fs.readFileSync('/etc/passwd'), denied);
assert.throws(() => fs.statSync('/etc/passwd'), denied);
fs.readFile('/etc/passwd', (error) => assert.strictEqual(error.code, 'ERR_ACCESS_DENIED'));
assert.rejects(fs.promises.readFile('/etc/passwd'), denied);
assert.throws(() => fs.writeFileSync(${JSON.stringify(__filename)}, ''), { permission: 'FileSystemWrite' });
assert.throws(() => fs.symlinkSync('/etc', '/tmp/l'), { code: 'ERR_ACCESS_DENIED' });
assert.ok(fs.readFileSync(${JSON.stringify(__filename)}).length > 0);`;
const run = spawnSync(process.execPath, ['--permission', `--allow-fs-read=${__dirname}/*`, '-e', code], { encoding: 'utf8' });
assert.strictEqual(run.stderr, '');
assert.strictEqual(run.status, 0);
