// SPDX-License-Identifier: MIT
// os: numbers out of range, two of them at once, getters.
'use strict';
const assert = require('node:assert');
const os = require('node:os');
const { checkOutcomes, mine, revoked } = require('../../fixtures/outcome');

const table = [
  [() => os.setPriority('x', 99), `TypeError ERR_INVALID_ARG_TYPE: The "pid" argument must be of type number. Received type string ('x')`],
  [() => os.setPriority(0, 99), 'RangeError ERR_OUT_OF_RANGE: The value of "priority" is out of range. It must be >= -20 && <= 19. Received 99'],
  [() => os.setPriority(1.5, 'x'), 'RangeError ERR_OUT_OF_RANGE: The value of "pid" is out of range. It must be an integer. Received 1.5'],
  [() => os.setPriority(2 ** 31, 0), 'RangeError ERR_OUT_OF_RANGE: The value of "pid" is out of range. It must be >= -2147483648 && <= 2147483647. Received 2147483648'],
  [() => os.setPriority(NaN, 0), 'RangeError ERR_OUT_OF_RANGE: The value of "pid" is out of range. It must be an integer. Received NaN'],
  [() => os.setPriority(null, 0), 'TypeError ERR_INVALID_ARG_TYPE: The "pid" argument must be of type number. Received null'],
  [() => os.setPriority(0, -21), 'RangeError ERR_OUT_OF_RANGE: The value of "priority" is out of range. It must be >= -20 && <= 19. Received -21'],
  [() => os.setPriority(0, null), 'TypeError ERR_INVALID_ARG_TYPE: The "priority" argument must be of type number. Received null'],
  [() => os.setPriority(Symbol('s'), 0), 'TypeError ERR_INVALID_ARG_TYPE: The "pid" argument must be of type number. Received type symbol (Symbol(s))'],
  [() => os.setPriority(2147483647, 0), 'SystemError ERR_SYSTEM_ERROR: A system error occurred: uv_os_setpriority returned ESRCH (no such process)'],
  [() => os.getPriority('0'), `TypeError ERR_INVALID_ARG_TYPE: The "pid" argument must be of type number. Received type string ('0')`],
  [() => os.getPriority(-1.5), 'RangeError ERR_OUT_OF_RANGE: The value of "pid" is out of range. It must be an integer. Received -1.5'],
  [() => os.getPriority(2 ** 53), 'RangeError ERR_OUT_OF_RANGE: The value of "pid" is out of range. It must be >= -2147483648 && <= 2147483647. Received 9_007_199_254_740_992'],
  [() => os.getPriority(0n), 'TypeError ERR_INVALID_ARG_TYPE: The "pid" argument must be of type number. Received type bigint (0n)'],
  [() => os.getPriority({ valueOf: mine }), 'TypeError ERR_INVALID_ARG_TYPE: The "pid" argument must be of type number. Received an instance of Object'],
  [() => os.getPriority(2147483647), 'SystemError ERR_SYSTEM_ERROR: A system error occurred: uv_os_getpriority returned ESRCH (no such process)'],
  [() => os.userInfo({ get encoding() { mine(); } }), 'Error undefined: mine'],
  [() => os.userInfo(revoked()), `TypeError undefined: Cannot perform 'get' on a proxy that has been revoked`],
  [() => os.userInfo({ encoding: { toString: mine } }), 'returned'],
  [() => os.setPriority(revoked(), 0), `TypeError undefined: Cannot perform 'get' on a proxy that has been revoked`],
];

checkOutcomes(table);
assert.strictEqual(typeof os.getPriority(-0), 'number'); // an end of the process in Node
assert.strictEqual(typeof os.userInfo(null).username, 'string');
