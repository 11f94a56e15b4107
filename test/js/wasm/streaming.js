// SPDX-License-Identifier: MIT
// WebAssembly.compileStreaming and instantiateStreaming: from a Response, in pieces; what is refused.
'use strict';
const assert = require('assert');

// (module (func (export "f") (result i32) i32.const 42))
const bytes = Buffer.from('0061736d010000000105016000017f03020100070501016600000a06010400412a0b', 'hex');
const headers = { 'content-type': 'application/wasm' };

function pieces() {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(new Uint8Array(bytes.subarray(at, at += 5)));
    },
  });
}

async function main() {
  const module = await WebAssembly.compileStreaming(new Response(pieces(), { headers }));
  assert.deepStrictEqual(WebAssembly.Module.exports(module), [{ name: 'f', kind: 'function' }]);
  const { instance } = await WebAssembly.instantiateStreaming(Promise.resolve(new Response(bytes, { headers })));
  assert.strictEqual(instance.exports.f(), 42);

  const refused = { name: 'TypeError', code: 'ERR_WEBASSEMBLY_RESPONSE' };
  await assert.rejects(WebAssembly.compileStreaming(new Response(bytes)), refused);
  await assert.rejects(WebAssembly.compileStreaming(new Response(bytes, { headers, status: 404 })), refused);
  const used = new Response(bytes, { headers });
  await used.arrayBuffer();
  await assert.rejects(WebAssembly.compileStreaming(used), refused);
  await assert.rejects(WebAssembly.compileStreaming({}), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(WebAssembly.compileStreaming(Promise.reject(new Error('no'))), { message: 'no' });
  await assert.rejects(WebAssembly.compileStreaming(new Response(bytes.subarray(0, 20), { headers })),
    WebAssembly.CompileError);
  const broken = new ReadableStream({ pull(controller) { controller.error(new RangeError('broken')); } });
  await assert.rejects(WebAssembly.compileStreaming(new Response(broken, { headers })), RangeError);
}
let done = false;
main().then(() => { done = true; });
process.on('exit', () => assert.ok(done));
