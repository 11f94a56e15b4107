// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

(async () => {
  let pulls = 0;
  const stream = new ReadableStream({
    type: 'bytes',
    pull(controller) {
      pulls++;
      const { view } = controller.byobRequest;
      view[0] = pulls;
      controller.byobRequest.respond(1);
    },
  });
  const reader = stream.getReader({ mode: 'byob' });
  const buffer = new Uint8Array(4);
  const first = await reader.read(buffer);
  assert.strictEqual(buffer.buffer.detached, true);
  assert.deepStrictEqual([...first.value], [1]);
  assert.strictEqual(first.value.buffer.byteLength, 4);
  const three = await reader.read(new Uint8Array(4), { min: 3 });
  assert.deepStrictEqual([...three.value], [2, 3, 4]);
  assert.ok((await reader.read(new DataView(new ArrayBuffer(2)))).value instanceof DataView);
  await assert.rejects(reader.read(new Uint8Array(0)), { code: 'ERR_INVALID_STATE' });
  await assert.rejects(reader.read(new Uint8Array(2), { min: 3 }), { code: 'ERR_OUT_OF_RANGE' });
  for (const min of [0, -1, 0.5]) await assert.rejects(reader.read(new Uint8Array(2), { min }), TypeError);
  await assert.rejects(reader.read('x'), { code: 'ERR_INVALID_ARG_TYPE' });
  await reader.cancel();
  assert.strictEqual((await reader.read(new Uint8Array(2))).done, true);
})();
