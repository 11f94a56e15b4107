// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { compose, Transform, Readable } = require('stream');

const upper = () => new TransformStream({ transform(chunk, c) { c.enqueue(String(chunk).toUpperCase()); } });
const twice = () => new Transform({ transform(chunk, encoding, callback) { callback(null, chunk + chunk); } });

(async () => {
  for (const parts of [[upper(), twice()], [twice(), upper()], [upper(), upper()]]) {
    const duplex = compose(...parts);
    duplex.end('ab');
    let text = '';
    for await (const chunk of duplex) text += chunk;
    assert.match(text, /^AB(AB)?$/);
  }
  let text = '';
  for await (const chunk of compose(Readable.from(['x', 'y']), upper())) text += chunk;
  assert.strictEqual(text, 'XY');
})();
