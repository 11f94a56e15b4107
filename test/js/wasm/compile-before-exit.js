// SPDX-License-Identifier: MIT
// A program whose only work is the compilation of WebAssembly is not over before that is done: the promises of compile(),
// instantiate() and of a wrong module settle, before 'beforeExit'.
'use strict';
const assert = require('node:assert');

function leb(n) {
  const bytes = [];
  do { bytes.push((n & 127) | (n > 127 ? 128 : 0)); n >>>= 7; } while (n > 0);
  return bytes;
}
function section(id, bytes) { return [id, ...leb(bytes.length), ...bytes]; }

// So many functions of so many additions that V8's threads need a while.
const functions = 500, additions = 400;
const code = [0, 0x41, 1];
for (let i = 0; i < additions; i++) code.push(0x41, 1, 0x6a);
code.push(0x0b);
const entry = [...leb(code.length), ...code];
const body = leb(functions);
const types = leb(functions);
for (let i = 0; i < functions; i++) {
  for (const byte of entry) body.push(byte);
  types.push(0);
}
const bytes = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...section(1, [1, 0x60, 0, 1, 0x7f]), ...section(3, types),
                              ...section(7, [1, 1, 0x66, 0, 0]), ...section(10, body)]);

const settled = [];
WebAssembly.compile(bytes).then(async (module) => {
  settled.push('compiled');
  const again = await WebAssembly.instantiate(bytes);
  settled.push(again.instance.exports.f());
  await WebAssembly.instantiate(module);
  settled.push('instance');
  await WebAssembly.compile(bytes.subarray(0, -10)).catch((error) => settled.push(error.name));
});
process.on('beforeExit', () => assert.deepStrictEqual(settled, ['compiled', additions + 1, 'instance', 'CompileError']));
