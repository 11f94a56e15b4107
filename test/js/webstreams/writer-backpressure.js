// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

(async () => {
  const steps = [];
  let release;
  const stream = new WritableStream({
    write(chunk) {
      steps.push(chunk);
      return new Promise((resolve) => { release = resolve; });
    },
  }, { highWaterMark: 5, size: (chunk) => chunk.length });
  const writer = stream.getWriter();
  await writer.ready;
  writer.write('abc');
  assert.strictEqual(writer.desiredSize, 2);
  writer.write('de');
  assert.strictEqual(writer.desiredSize, 0);
  let ready = false;
  writer.ready.then(() => { ready = true; });
  await null;
  assert.strictEqual(ready, false);
  assert.deepStrictEqual(steps, ['abc']);
  release();
  await writer.ready;
  assert.strictEqual(writer.desiredSize, 3);
  const closed = writer.close();
  assert.strictEqual(writer.desiredSize, 3);
  await assert.rejects(writer.write('late'), { code: 'ERR_INVALID_STATE' });
  release();
  await closed;
  assert.deepStrictEqual(steps, ['abc', 'de']);
  for (const size of [NaN, -1, Infinity]) {
    await assert.rejects(new WritableStream({}, { size: () => size }).getWriter().write('x'), RangeError);
  }
})();
