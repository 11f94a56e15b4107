// A file over the limit of the process (ulimit -f) is an error, not the end; children have the signal as it was.
'use strict';
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

if (process.argv[2] === 'child') {
  const file = path.join(process.argv[3], 'large');
  assert.throws(() => fs.writeFileSync(file, Buffer.alloc(1 << 20)), { code: 'EFBIG', syscall: 'write' });
  fs.writeFile(file, Buffer.alloc(1 << 20), (error) => {
    assert.strictEqual(error.code, 'EFBIG');
    const ignored = (text) => BigInt(`0x${/SigIgn:\s*(\w+)/.exec(text)[1]}`) >> 24n & 1n;
    assert.strictEqual(ignored(fs.readFileSync('/proc/self/status', 'latin1')), 1n);
    assert.strictEqual(ignored(spawnSync('cat', ['/proc/self/status']).stdout), 0n);
    if (process.execve) process.execve('/bin/sh', ['sh', '-c', 'grep SigIgn: /proc/self/status'], process.env);
  });
  return;
}
const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? require('os').tmpdir(), 'limit-'));
const script = 'ulimit -f 100; exec "$0" "$1" child "$2"';
const { status, signal, stdout, stderr } = spawnSync('sh', ['-c', script, process.execPath, __filename, dir], { encoding: 'utf8' });
fs.rmSync(dir, { recursive: true });
assert.deepStrictEqual([status, signal], [0, null], stderr);
// SIGXFSZ and SIGPIPE: not ignored in what takes this process's place.
assert.strictEqual(BigInt(`0x${/SigIgn:\s*(\w+)/.exec(stdout)[1]}`) & (1n << 24n | 1n << 12n), 0n, stdout);
