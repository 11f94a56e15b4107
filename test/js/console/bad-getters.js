// SPDX-License-Identifier: MIT
// console: wrong options, two at once, getters that throw, methods on other receivers, values that cannot be shown.
'use strict';
const assert = require('node:assert');
const { Console } = require('node:console');
const { Writable } = require('node:stream');
const { checkOutcomes, mine, revoked } = require('../../fixtures/outcome');
const lines = [];
const stdout = new Writable({ write(chunk, encoding, done) { lines.push(`${chunk}`); done(); } });
const own = new Console({ stdout });

const table = [
  [() => new Console(), 'TypeError ERR_CONSOLE_WRITABLE_STREAM: Console expects a writable stream instance for stdout'],
  [() => new Console(null), 'TypeError ERR_CONSOLE_WRITABLE_STREAM: Console expects a writable stream instance for stdout'],
  [() => new Console({}), 'TypeError ERR_CONSOLE_WRITABLE_STREAM: Console expects a writable stream instance for stdout'],
  [() => new Console({ stdout: 5 }), 'TypeError ERR_CONSOLE_WRITABLE_STREAM: Console expects a writable stream instance for stdout'],
  [() => new Console({ stdout, stderr: 5 }), 'TypeError ERR_CONSOLE_WRITABLE_STREAM: Console expects a writable stream instance for stderr'],
  [() => new Console({ stdout, stderr: {}, colorMode: 'x' }), 'TypeError ERR_CONSOLE_WRITABLE_STREAM: Console expects a writable stream instance for stderr'],
  [() => new Console({ stdout, colorMode: 'x', inspectOptions: 5 }), `TypeError ERR_INVALID_ARG_VALUE: The argument 'colorMode' must be one of: 'auto', true, false. Received 'x'`],
  [() => new Console({ stdout, colorMode: true, inspectOptions: { colors: true } }), 'TypeError ERR_INCOMPATIBLE_OPTION_PAIR: Option "options.inspectOptions.color" cannot be used in combination with option "colorMode"'],
  [() => new Console({ stdout, inspectOptions: 5, groupIndentation: 'x' }), `TypeError ERR_INVALID_ARG_TYPE: The "groupIndentation" argument must be of type number. Received type string ('x')`],
  [() => new Console({ stdout, groupIndentation: -1 }), 'RangeError ERR_OUT_OF_RANGE: The value of "groupIndentation" is out of range. It must be >= 0 && <= 1000. Received -1'],
  [() => new Console({ stdout, groupIndentation: 1001 }), 'RangeError ERR_OUT_OF_RANGE: The value of "groupIndentation" is out of range. It must be >= 0 && <= 1000. Received 1001'],
  [() => new Console({ stdout, groupIndentation: 1.5 }), 'RangeError ERR_OUT_OF_RANGE: The value of "groupIndentation" is out of range. It must be an integer. Received 1.5'],
  [() => new Console({ get stdout() { mine(); } }), 'Error undefined: mine'],
  [() => new Console({ stdout, get colorMode() { mine(); } }), 'Error undefined: mine'],
  [() => new Console({ stdout, get inspectOptions() { mine(); } }), 'Error undefined: mine'],
  [() => new Console(revoked()), `TypeError undefined: Cannot perform 'get' on a proxy that has been revoked`],
  [() => own.table([], 5), 'TypeError ERR_INVALID_ARG_TYPE: The "properties" argument must be an instance of Array. Received type number (5)'],
  [() => own.dir({}, { get depth() { mine(); } }), 'Error undefined: mine'],
  [() => own.count(Symbol('s')), 'TypeError undefined: Cannot convert a Symbol value to a string'],
  [() => own.count({ toString: mine }), 'Error undefined: mine'],
  [() => own.time({ toString: mine }), 'Error undefined: mine'],
  [() => own.countReset(Symbol('s')), 'TypeError undefined: Cannot convert a Symbol value to a string'],
  [() => own.log('%d', Symbol('s')), 'returned'],
  [() => own.log('%s', { toString: mine }), 'Error undefined: mine'],
  [() => own.log('%j', { toJSON: mine }), 'Error undefined: mine'],
  [() => own.log(revoked()), 'returned'],
  [() => own.assert(false, revoked()), 'returned'],
  [() => own.log({ get a() { mine(); } }), 'returned'],
  [() => own.group({ [Symbol.for('nodejs.util.inspect.custom')]: mine }), 'Error undefined: mine'],
];

checkOutcomes(table);
assert.ok(lines.some((line) => line.includes('<Revoked Proxy>')));
