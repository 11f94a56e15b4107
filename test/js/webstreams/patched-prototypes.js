// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

// Programs that patch Promise.prototype.then or Object.prototype do not see chunks at work.
const { then } = Promise.prototype;
let seen = 0;
Promise.prototype.then = function(...args) {
  seen++;
  return then.apply(this, args);
};
Object.defineProperty(Object.prototype, 'highWaterMark', { configurable: true, set() { seen++; } });
const got = [];
const { readable, writable } = new TransformStream();
const numbers = Array.from({ length: 50 }, (_, i) => i);
new ReadableStream({ start(c) { for (const n of numbers) c.enqueue(n); c.close(); } }).pipeTo(writable);
const reader = readable.getReader();
const next = () => then.call(reader.read(), ({ value, done }) => {
  if (!done) {
    got.push(value);
    next();
    return;
  }
  assert.ok(seen < 5, `${seen} times`); // the promises of start() are the user's to see
  assert.deepStrictEqual(got, numbers);
  Promise.prototype.then = then;
});
next();
