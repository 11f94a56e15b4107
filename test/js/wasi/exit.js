// Flags: --no-warnings
// SPDX-License-Identifier: MIT
'use strict';
// start() gives the exit code; with returnOnExit: false the process exits.
const assert = require('assert');
const { spawnSync } = require('child_process');
const { WASI } = require('node:wasi');

// (import "wasi_snapshot_preview1" "proc_exit" (func (param i32))) (memory (export "memory") 1)
// (func (export "_start") (call 0 (i32.const 42)))
const name = (text) => [text.length, ...Buffer.from(text)];
const section = (id, body) => [id, body.length, ...body];
const code = new Uint8Array([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  ...section(1, [2, 0x60, 1, 0x7f, 0, 0x60, 0, 0]),
  ...section(2, [1, ...name('wasi_snapshot_preview1'), ...name('proc_exit'), 0, 0]),
  ...section(3, [1, 1]),
  ...section(5, [1, 0, 1]),
  ...section(7, [2, ...name('memory'), 2, 0, ...name('_start'), 0, 1]),
  ...section(10, [1, 6, 0, 0x41, 42, 0x10, 0, 0x0b]),
]);
const start = (options) => {
  const wasi = new WASI({ version: 'preview1', ...options });
  return wasi.start(new WebAssembly.Instance(new WebAssembly.Module(code), wasi.getImportObject()));
};
if (process.argv[2] === 'child') {
  start({ returnOnExit: false });
} else {
  assert.strictEqual(start(), 42);
  assert.strictEqual(spawnSync(process.execPath, [__filename, 'child']).status, 42);
  assert.throws(() => new WASI({ version: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
}
