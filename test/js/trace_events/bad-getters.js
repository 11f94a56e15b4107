// SPDX-License-Identifier: MIT
// trace_events, tty: wrong values, getters, receivers.
'use strict';
const assert = require('node:assert');
const trace = require('node:trace_events');
const tty = require('node:tty');
const { checkOutcomes, mine, revoked } = require('../../fixtures/outcome');
const { getColorDepth, hasColors } = tty.WriteStream.prototype;

const table = [
  [() => trace.createTracing(), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received undefined'],
  [() => trace.createTracing(null), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received null'],
  [() => trace.createTracing({}), 'TypeError ERR_INVALID_ARG_TYPE: The "options.categories" property must be an instance of Array. Received undefined'],
  [() => trace.createTracing({ categories: 'x' }), `TypeError ERR_INVALID_ARG_TYPE: The "options.categories" property must be an instance of Array. Received type string ('x')`],
  [() => trace.createTracing({ categories: [] }), 'TypeError ERR_TRACE_EVENTS_CATEGORY_REQUIRED: At least one category is required'],
  [() => trace.createTracing({ categories: [5] }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.categories[0]" property must be of type string. Received type number (5)'],
  [() => trace.createTracing({ categories: ['a', null] }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.categories[1]" property must be of type string. Received null'],
  [() => trace.createTracing({ get categories() { mine(); } }), 'Error undefined: mine'],
  [() => trace.createTracing(revoked()), `TypeError undefined: Cannot perform 'IsArray' on a proxy that has been revoked`],
  [() => new tty.ReadStream(-1), 'RangeError ERR_INVALID_FD: "fd" must be a positive integer: -1'],
  [() => new tty.ReadStream('0'), 'RangeError ERR_INVALID_FD: "fd" must be a positive integer: 0'],
  [() => new tty.ReadStream(2 ** 31), 'RangeError ERR_INVALID_FD: "fd" must be a positive integer: 2147483648'],
  [() => new tty.WriteStream(1.5), 'RangeError ERR_INVALID_FD: "fd" must be a positive integer: 1.5'],
  [() => new tty.WriteStream(NaN), 'RangeError ERR_INVALID_FD: "fd" must be a positive integer: NaN'],
  [() => new tty.ReadStream(2 ** 31, 5), 'RangeError ERR_INVALID_FD: "fd" must be a positive integer: 2147483648'],
  [() => tty.WriteStream(-1), 'RangeError ERR_INVALID_FD: "fd" must be a positive integer: -1'],
  [() => hasColors(1), 'RangeError ERR_OUT_OF_RANGE: The value of "count" is out of range. It must be >= 2 && <= 9007199254740991. Received 1'],
  [() => hasColors('x'), `TypeError ERR_INVALID_ARG_TYPE: The "count" argument must be of type number. Received type string ('x')`],
  [() => hasColors(1.5, {}), 'RangeError ERR_OUT_OF_RANGE: The value of "count" is out of range. It must be an integer. Received 1.5'],
  [() => hasColors(-1), 'RangeError ERR_OUT_OF_RANGE: The value of "count" is out of range. It must be >= 2 && <= 9007199254740991. Received -1'],
  [() => getColorDepth({ get TERM() { mine(); } }), 'Error undefined: mine'],
  [() => getColorDepth(revoked()), `TypeError undefined: Cannot perform 'get' on a proxy that has been revoked`],
  [() => hasColors(16, { get FORCE_COLOR() { mine(); } }), 'Error undefined: mine'],
];

checkOutcomes(table);
for (const odd of ['0', -1, 1.5, NaN, 2 ** 31, null, undefined, {}, 1n, 99999]) assert.strictEqual(tty.isatty(odd), false);
