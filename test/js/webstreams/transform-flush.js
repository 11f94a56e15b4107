// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

(async () => {
  let held = '';
  const lines = new TransformStream({
    transform(chunk, controller) {
      const parts = (held + chunk).split('\n');
      held = parts.pop();
      for (const part of parts) controller.enqueue(part);
    },
    flush(controller) {
      if (held !== '') controller.enqueue(held);
    },
  });
  const got = [];
  for await (const line of ReadableStream.from(['a\nb', 'c\n\n', 'd']).pipeThrough(lines)) got.push(line);
  assert.deepStrictEqual(got, ['a', 'bc', '', 'd']);

  // Without a transformer chunks go through.
  const identity = [];
  for await (const n of ReadableStream.from([1, 2, 3]).pipeThrough(new TransformStream())) identity.push(n);
  assert.deepStrictEqual(identity, [1, 2, 3]);
})();
