// SPDX-License-Identifier: MIT
// uid and gid: the child is somebody else, without root's other groups; who may not change them is told so.
'use strict';

const assert = require('node:assert');
const { spawn, spawnSync } = require('node:child_process');

const ids = (options) => spawnSync('/bin/sh', ['-c', 'id -u; id -g; id -G'], { encoding: 'utf8', cwd: '/', ...options });
let called = 0;
if (process.getuid() === 0) {
  assert.strictEqual(ids({ uid: 65534, gid: 65533 }).stdout, '65534\n65533\n65533\n');
  assert.strictEqual(ids({ gid: 65533 }).stdout, '0\n65533\n65533\n');
  assert.strictEqual(spawnSync('/no/such/program', { uid: 65534 }).error.code, 'ENOENT');
  let out = '';
  spawn('/bin/sh', ['-c', 'id -u; id -g'], { uid: 65534, gid: 65533, cwd: '/' })
    .on('close', () => {
      called++;
      assert.strictEqual(out, '65534\n65533\n');
    })
    .stdout.setEncoding('utf8').on('data', (text) => out += text);
  process.on('exit', () => assert.strictEqual(called, 1));
  // The parent has stayed what it was.
  assert.deepStrictEqual([process.getuid(), process.getgid()], [0, 0]);
} else {
  assert.strictEqual(ids({ uid: 0 }).error.code, 'EPERM');
  assert.throws(() => spawn('/bin/true', { uid: 0 }), { code: 'EPERM', syscall: 'spawn' });
}
