// Flags: --no-warnings
// SPDX-License-Identifier: MIT
'use strict';
// What system calls take: numbers of 32 bits and BigInts of 64, as many as they have. The descriptors that a program begins with
// have a place where the system has one for them.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { WASI } = require('node:wasi');

const SUCCESS = 0, EBADF = 8, EINVAL = 28, ENOTSUP = 58, ESPIPE = 70;
const CUR = 1, END = 2;
const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'wasi-')), 'file');
fs.writeFileSync(file, 'twelve bytes');
const stdin = fs.openSync(file), stdout = fs.openSync('/dev/null', 'w');
const wasi = new WASI({ version: 'preview1', stdin, stdout });
const memory = new WebAssembly.Memory({ initial: 1 });
wasi.finalizeBindings({ exports: { memory } });
const call = wasi.wasiImport, view = new DataView(memory.buffer);

for (const wrong of ['1', null, undefined, 1.5, 2 ** 32, NaN, 1n, {}, true]) {
  assert.strictEqual(call.args_sizes_get(wrong, 0), EINVAL);
  assert.strictEqual(call.args_sizes_get(0, wrong), EINVAL);
  assert.strictEqual(call.random_get(0, wrong), EINVAL);
  if (typeof wrong !== 'bigint') assert.strictEqual(call.fd_seek(0, wrong, CUR, 0), EINVAL);
}
assert.strictEqual(call.args_sizes_get(0), EINVAL);
assert.strictEqual(call.args_sizes_get(0, 4, 8), EINVAL);
assert.strictEqual(call.args_sizes_get(0, 4), SUCCESS);
assert.strictEqual(call.clock_time_get(0, 1, 8), EINVAL);
assert.strictEqual(call.clock_time_get(0, 1n, 8), SUCCESS);
assert.strictEqual(call.path_open(99, 0, 8, 0, 0, 0n, 0n, 0, 8), EBADF);

const place = (fd, offset, whence) => {
  const result = call.fd_seek(fd, offset, whence, 8);
  return result === SUCCESS ? view.getBigUint64(8, true) : result;
};
assert.strictEqual(call.fd_tell(0, 16), SUCCESS);
assert.strictEqual(view.getBigUint64(16, true), 0n);
assert.strictEqual(place(0, -5n, END), 7n);
view.setUint32(32, 100, true); // a buffer of 5 bytes
view.setUint32(36, 5, true);
assert.strictEqual(call.fd_read(0, 32, 1, 40), SUCCESS);
assert.strictEqual(Buffer.from(memory.buffer, 100, 5).toString(), 'bytes');
assert.strictEqual(place(0, 0n, CUR), 12n);
assert.strictEqual(place(0, -13n, CUR), EINVAL);
assert.strictEqual(place(0, 0n, 3), EINVAL);
assert.strictEqual(place(1, 0n, CUR), 0n);
assert.strictEqual(call.fd_fdstat_get(1, 48), SUCCESS);
assert.strictEqual(view.getBigUint64(64, true), view.getBigUint64(56, true)); // a device passes its rights on
assert.ok([ESPIPE, 0n].includes(place(2, 0n, CUR)) || place(2, 0n, CUR) > 0n);
for (const fd of [0, 1, 99]) assert.strictEqual(call.sock_shutdown(fd, 1), ENOTSUP);
