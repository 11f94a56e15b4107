// Flags: --no-warnings
// SPDX-License-Identifier: MIT
'use strict';
// How paths are read: slashes at the end, `..` before links, links by the program's own names, long chains, directories as
// roots of their own; and errors of the constructor.
const assert = require('assert');
const fs = require('fs');
const vm = require('vm');
const { WASI } = require('node:wasi');

const EBADF = 8, EINVAL = 28, EISDIR = 31, ELOOP = 32, ENOBUFS = 42, ENOENT = 44, ENOTDIR = 54, ENOTSUP = 58, ENOTCAPABLE = 76;
const dir = fs.mkdtempSync(`${require('os').tmpdir()}/wasi-`);
fs.mkdirSync(`${dir}/sub`);
fs.writeFileSync(`${dir}/file`, 'text');
const links = { 'sub/up': '../file', 'sub/parent': '..', own: '/box/file', foreign: '/boxes/file' };
for (const [name, target] of Object.entries(links)) fs.symlinkSync(target, `${dir}/${name}`);
for (let i = 0; i < 33; i++) fs.symlinkSync(i === 0 ? 'file' : `link${i - 1}`, `${dir}/link${i}`);

const wasi = new WASI({ version: 'preview1', preopens: { '/box': dir } });
const memory = vm.runInNewContext('new WebAssembly.Memory({ initial: 1 })'); // of any context
wasi.finalizeBindings({ exports: { memory } });
const call = wasi.wasiImport, view = new DataView(memory.buffer), bytes = Buffer.from(memory.buffer);
const text = (string, at = 1000) => [at, bytes.write(string, at)];
const stat = (path, fd = 3) => call.path_filestat_get(fd, 1, ...text(path), 400);
const open = (path, flags, rights = 0n, inheriting = 0n) => call.path_open(3, 1, ...text(path), flags, rights, inheriting, 0, 100);

assert.strictEqual(stat('file/'), ENOTDIR);
assert.strictEqual(stat('sub/'), 0);
assert.strictEqual(open('new/', 1), EISDIR);
assert.strictEqual(call.path_unlink_file(3, ...text('file/')), ENOTDIR);
assert.strictEqual(call.path_link(3, 0, ...text('file'), 3, ...text('x/', 3000)), ENOENT);
assert.strictEqual(call.path_create_directory(3, ...text('made/')), 0);
assert.strictEqual(stat('sub/parent/../up'), 0);
assert.strictEqual(stat('file\0x'), EINVAL);
assert.strictEqual(stat('own'), 0);
assert.strictEqual(stat('foreign'), ENOTCAPABLE);
assert.strictEqual(stat('link30'), 0);
assert.strictEqual(stat('link31'), ELOOP);
assert.strictEqual(call.path_readlink(3, ...text('sub/up'), 3000, 7, 100), ENOBUFS);
assert.strictEqual(call.path_readlink(3, ...text('sub/up'), 3000, 8, 100), 0);

const statRight = 1n << 18n;
assert.strictEqual(open('sub', 2, statRight, statRight), 0);
const sub = view.getUint32(100, true);
assert.strictEqual(stat('.', sub), 0);
assert.strictEqual(stat('../file', sub), ENOTCAPABLE);
assert.strictEqual(stat('up', sub), ENOTCAPABLE);

const rights = (1n << 1n) | (1n << 2n) | (1n << 6n) | (1n << 8n) | (1n << 22n);
assert.strictEqual(open('file', 0, rights, rights), 0);
const fd = view.getUint32(100, true);
assert.strictEqual(call.fd_fdstat_get(fd, 0), 0);
assert.strictEqual(view.getBigUint64(16, true), 0n); // nothing is opened through a file
assert.strictEqual(call.fd_filestat_set_size(fd, -1n), EINVAL);
assert.strictEqual(call.fd_pread(fd, 200, 0, -1n, 100), EINVAL);
assert.strictEqual(call.sock_accept(99, 0, 100), EBADF);
assert.strictEqual(call.sock_shutdown(99, 3), ENOTSUP);
assert.strictEqual(call.proc_raise(0), 52);

for (const [preopen, code] of [['nowhere', 'UVWASI_ENOENT'], ['file', 'UVWASI_ENOTDIR']]) {
  assert.throws(() => new WASI({ version: 'preview1', preopens: { '/box': `${dir}/${preopen}` } }),
                { code, syscall: 'uvwasi_init', message: `${code}, uvwasi_init` });
}
assert.throws(() => new WASI({ version: 'preview1', stdin: 99 }), { code: 'UVWASI_EBADF' });
fs.rmSync(dir, { recursive: true });
