// SPDX-License-Identifier: MIT
// Date.prototype.toISOString(): every day of the years that have four digits, their first and last milliseconds, and the years outside.
'use strict';
const assert = require('assert');

const digits = (n, count) => String(n).padStart(count, '0');
const expected = (date) => `${digits(date.getUTCFullYear(), 4)}-${digits(date.getUTCMonth() + 1, 2)}-${digits(date.getUTCDate(), 2)}` +
  `T${digits(date.getUTCHours(), 2)}:${digits(date.getUTCMinutes(), 2)}:${digits(date.getUTCSeconds(), 2)}` +
  `.${digits(date.getUTCMilliseconds(), 3)}Z`;

const day = 86_400_000, first = Date.UTC(2000) - 730_485 * day, last = Date.UTC(9999, 11, 31) + day - 1;
assert.strictEqual(new Date(first).toISOString(), '0000-01-01T00:00:00.000Z');
assert.strictEqual(new Date(last).toISOString(), '9999-12-31T23:59:59.999Z');
// Three days less 1,234,567 milliseconds each time: all hours, minutes and seconds.
for (let time = first; time <= last; time += 3 * day - 1_234_567) {
  const date = new Date(time);
  if (date.toISOString() !== expected(date)) assert.strictEqual(date.toISOString(), expected(date));
}
for (const time of [-1, 0, 1, day - 1, day, Date.UTC(2000, 1, 29), Date.UTC(1900, 1, 28, 23, 59, 59, 999), Date.UTC(1900, 2, 1)]) {
  assert.strictEqual(new Date(time).toISOString(), expected(new Date(time)));
}

assert.strictEqual(new Date(first - 1).toISOString(), '-000001-12-31T23:59:59.999Z');
assert.strictEqual(new Date(last + 1).toISOString(), '+010000-01-01T00:00:00.000Z');
assert.strictEqual(new Date(8.64e15).toISOString(), '+275760-09-13T00:00:00.000Z');
assert.strictEqual(new Date(-8.64e15).toISOString(), '-271821-04-20T00:00:00.000Z');
assert.strictEqual(JSON.stringify({ at: new Date(0), never: new Date(NaN) }), '{"at":"1970-01-01T00:00:00.000Z","never":null}');
assert.throws(() => new Date(NaN).toISOString(), { name: 'RangeError', message: 'Invalid time value' });
assert.strictEqual(new Date(0).toUTCString(), 'Thu, 01 Jan 1970 00:00:00 GMT');
