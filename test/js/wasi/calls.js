// Flags: --no-warnings
// SPDX-License-Identifier: MIT
'use strict';
// System calls over a memory: arguments, files inside of a preopened directory, and no way out of it.
const assert = require('assert');
const fs = require('fs');
const { WASI } = require('node:wasi');

const dir = fs.mkdtempSync(`${require('os').tmpdir()}/wasi-`);
fs.symlinkSync('/etc', `${dir}/escape`);
fs.symlinkSync('loop', `${dir}/loop`);
const wasi = new WASI({ version: 'preview1', args: ['prog', 'ü'], env: { A: 1 }, preopens: { '/sandbox': dir } });
const memory = new WebAssembly.Memory({ initial: 1 });
assert.throws(() => wasi.wasiImport.args_get(0, 0), { code: 'ERR_WASI_NOT_STARTED', message: 'wasi.start() has not been called' });
wasi.finalizeBindings({ exports: { memory } });
const call = wasi.wasiImport;
const view = new DataView(memory.buffer), bytes = Buffer.from(memory.buffer);
const text = (string, at = 1000) => [at, bytes.write(string, at)];
const EBADF = 8, ELOOP = 32, ENOENT = 44, ENOTCAPABLE = 76, EOVERFLOW = 61, EINVAL = 28, EPERM = 63;

assert.strictEqual(call.args_sizes_get(0, 4), 0);
assert.deepStrictEqual([view.getUint32(0, true), view.getUint32(4, true)], [2, 8]);
assert.strictEqual(call.fd_prestat_get(3, 0), 0);
assert.strictEqual(view.getUint32(4, true), 8);
assert.strictEqual(call.fd_close(99), EBADF);
assert.strictEqual(call.fd_close(1, 2), EINVAL);
assert.strictEqual(call.args_sizes_get(70000, 0), EOVERFLOW);

const rights = 0b1100110n | (1n << 21n); // read, seek, tell, write, filestat
const open = (path, oflags, flags = 0) => call.path_open(3, 1, ...text(path), oflags, rights, 0n, flags, 100);
assert.strictEqual(open('file', 1), 0);
const fd = view.getUint32(100, true);
const iov = (at, length) => { view.setUint32(200, at, true); view.setUint32(204, length, true); return [200, 1]; };
assert.strictEqual(call.fd_write(fd, ...iov(...text('hello')), 100), 0);
assert.strictEqual(call.fd_seek(fd, 1n, 0, 104), 0);
assert.strictEqual(call.fd_read(fd, ...iov(3000, 100), 100), 0);
assert.strictEqual(bytes.toString('utf8', 3000, 3000 + view.getUint32(100, true)), 'ello');
assert.strictEqual(call.fd_filestat_get(fd, 400), 0);
assert.strictEqual(view.getBigUint64(432, true), 5n);
assert.strictEqual(call.fd_close(fd), 0);
assert.strictEqual(fs.readFileSync(`${dir}/file`, 'utf8'), 'hello');
assert.strictEqual(call.fd_readdir(3, 4000, 1000, 0n, 100), 0);
assert.ok(view.getUint32(100, true) > 24 * 3);

for (const path of ['../x', 'a/../../x', '/etc/passwd', 'escape/passwd']) assert.strictEqual(open(path, 0), ENOTCAPABLE, path);
assert.strictEqual(open('loop', 0), ELOOP);
assert.strictEqual(open('missing', 0), ENOENT);
assert.strictEqual(call.path_symlink(...text('/etc'), 3, ...text('l', 2000)), EPERM);
assert.strictEqual(call.path_symlink(...text('../x'), 3, ...text('l', 2000)), ENOTCAPABLE);
assert.strictEqual(call.random_get(0, 70), 0);
assert.strictEqual(call.clock_time_get(1, 0n, 0), 0);
fs.rmSync(dir, { recursive: true });
