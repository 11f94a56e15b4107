// SPDX-License-Identifier: MIT
// process: wrong values, two at once, getters, receivers, paths with NUL; nothing is changed by them.
'use strict';
const assert = require('node:assert');
const { checkOutcomes, mine, revoked } = require('../../fixtures/outcome');
const before = [process.umask(), process.cwd(), process.getuid(), process.title];

const table = [
  [() => process.kill('x', 'y'), `TypeError ERR_INVALID_ARG_TYPE: The "pid" argument must be of type number. Received type string ('x')`],
  [() => process.kill(process.pid, 'SIGX'), 'TypeError ERR_UNKNOWN_SIGNAL: Unknown signal: SIGX'],
  [() => process.kill(process.pid, 999), 'Error EINVAL: kill EINVAL'],
  [() => process.kill(NaN, 0), 'TypeError ERR_INVALID_ARG_TYPE: The "pid" argument must be of type number. Received type number (NaN)'],
  [() => process.kill(1.5, {}), 'TypeError ERR_INVALID_ARG_TYPE: The "pid" argument must be of type number. Received type number (1.5)'],
  [() => process.kill(2 ** 40, 0), 'TypeError ERR_INVALID_ARG_TYPE: The "pid" argument must be of type number. Received type number (1099511627776)'],
  [() => process.kill({ valueOf: mine }, 0), 'Error undefined: mine'],
  [() => process.umask('9'), `TypeError ERR_INVALID_ARG_VALUE: The argument 'mask' must be a 32-bit unsigned integer or an octal string. Received '9'`],
  [() => process.umask(2 ** 32), 'RangeError ERR_OUT_OF_RANGE: The value of "mask" is out of range. It must be >= 0 && <= 4294967295. Received 4294967296'],
  [() => process.umask({}), 'TypeError ERR_INVALID_ARG_TYPE: The "mask" argument must be of type number. Received an instance of Object'],
  [() => process.umask(-1), 'RangeError ERR_OUT_OF_RANGE: The value of "mask" is out of range. It must be >= 0 && <= 4294967295. Received -1'],
  [() => process.chdir(5), 'TypeError ERR_INVALID_ARG_TYPE: The "directory" argument must be of type string. Received type number (5)'],
  [() => process.chdir(), 'TypeError ERR_INVALID_ARG_TYPE: The "directory" argument must be of type string. Received undefined'],
  [() => process.chdir(revoked()), `TypeError undefined: Cannot perform 'get' on a proxy that has been revoked`],
  [() => process.hrtime(5), 'TypeError ERR_INVALID_ARG_TYPE: The "time" argument must be an instance of Array. Received type number (5)'],
  [() => process.hrtime([1]), 'RangeError ERR_OUT_OF_RANGE: The value of "time" is out of range. It must be 2. Received 1'],
  [() => process.hrtime([1, 2, 3]), 'RangeError ERR_OUT_OF_RANGE: The value of "time" is out of range. It must be 2. Received 3'],
  [() => process.hrtime('x'), `TypeError ERR_INVALID_ARG_TYPE: The "time" argument must be an instance of Array. Received type string ('x')`],
  [() => process.cpuUsage({ user: -1, system: 'x' }), `RangeError ERR_INVALID_ARG_VALUE: The property 'prevValue.user' is invalid. Received -1`],
  [() => process.cpuUsage({ get user() { mine(); } }), 'Error undefined: mine'],
  [() => process.cpuUsage(5), 'TypeError ERR_INVALID_ARG_TYPE: The "prevValue" argument must be of type object. Received type number (5)'],
  [() => process.threadCpuUsage({ user: 1, system: -1 }), `RangeError ERR_INVALID_ARG_VALUE: The property 'prevValue.system' is invalid. Received -1`],
  [() => process.emitWarning(5, 6), 'TypeError ERR_INVALID_ARG_TYPE: The "type" argument must be of type string. Received type number (6)'],
  [() => process.emitWarning('x', 5, 6), 'TypeError ERR_INVALID_ARG_TYPE: The "type" argument must be of type string. Received type number (5)'],
  [() => process.emitWarning('x', { get type() { mine(); } }), 'Error undefined: mine'],
  [() => process.emitWarning('x', { type: 5, code: 6 }), 'TypeError ERR_INVALID_ARG_TYPE: The "type" argument must be of type string. Received type number (5)'],
  [() => process.emitWarning(revoked()), `TypeError undefined: Cannot perform 'getPrototypeOf' on a proxy that has been revoked`],
  [() => process.nextTick(), 'TypeError ERR_INVALID_ARG_TYPE: The "callback" argument must be of type function. Received undefined'],
  [() => process.nextTick({}), 'TypeError ERR_INVALID_ARG_TYPE: The "callback" argument must be of type function. Received an instance of Object'],
  [() => process.getBuiltinModule(5), 'TypeError ERR_INVALID_ARG_TYPE: The "id" argument must be of type string. Received type number (5)'],
  [() => process.loadEnvFile(5), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received type number (5)'],
  [() => process.loadEnvFile('a\0b'), `TypeError ERR_INVALID_ARG_VALUE: The argument 'path' must be a string, Uint8Array, or URL without null bytes. Received 'a\\x00b'`],
  [() => process.setUncaughtExceptionCaptureCallback(5), 'TypeError ERR_INVALID_ARG_TYPE: The "fn" argument must be of type function or null. Received type number (5)'],
  [() => process.setuid({}), 'TypeError ERR_INVALID_ARG_TYPE: The "id" argument must be one of type number or string. Received an instance of Object'],
  [() => process.setuid(-1), 'RangeError ERR_OUT_OF_RANGE: The value of "id" is out of range. It must be >= 0 && <= 4294967295. Received -1'],
  [() => process.setuid('nobody-of-that-name'), 'Error ERR_UNKNOWN_CREDENTIAL: User identifier does not exist: nobody-of-that-name'],
  [() => process.setegid(1.5), 'RangeError ERR_OUT_OF_RANGE: The value of "id" is out of range. It must be an integer. Received 1.5'],
  [() => process.setgroups('x'), `TypeError ERR_INVALID_ARG_TYPE: The "groups" argument must be an instance of Array. Received type string ('x')`],
  [() => process.setgroups([{}]), 'TypeError ERR_INVALID_ARG_TYPE: The "groups[0]" argument must be one of type number or string. Received an instance of Object'],
  [() => process.setgroups([0, 'none-of-that-name']), 'Error ERR_UNKNOWN_CREDENTIAL: Group identifier does not exist: none-of-that-name'],
  [() => process.initgroups({}, 0), 'TypeError ERR_INVALID_ARG_TYPE: The "user" argument must be one of type number or string. Received an instance of Object'],
  [() => process.initgroups('root', {}), 'TypeError ERR_INVALID_ARG_TYPE: The "extraGroup" argument must be one of type number or string. Received an instance of Object'],
  [() => process.initgroups(5.5, {}), 'RangeError ERR_OUT_OF_RANGE: The value of "user" is out of range. It must be an integer. Received 5.5'],
  [() => process.report.writeReport(5), 'TypeError ERR_INVALID_ARG_TYPE: The "file" argument must be of type string. Received type number (5)'],
  [() => process.report.writeReport('a\0b'), `TypeError ERR_INVALID_ARG_VALUE: The argument 'path' must be a string, Uint8Array, or URL without null bytes. Received 'a\\x00b'`],
  [() => process.report.filename = 5, 'TypeError ERR_INVALID_ARG_TYPE: The "filename" argument must be of type string. Received type number (5)'],
  [() => process.report.compact = 1, 'TypeError ERR_INVALID_ARG_TYPE: The "compact" argument must be of type boolean. Received type number (1)'],
  [() => process.report.signal = 'SIGX', 'TypeError ERR_UNKNOWN_SIGNAL: Unknown signal: SIGX'],
  [() => process.report.signal = 5, 'TypeError ERR_INVALID_ARG_TYPE: The "signal" argument must be of type string. Received type number (5)'],
  [() => process.exitCode = 1.5, 'RangeError ERR_OUT_OF_RANGE: The value of "code" is out of range. It must be an integer. Received 1.5'],
  [() => process.exitCode = {}, 'TypeError ERR_INVALID_ARG_TYPE: The "code" argument must be of type number. Received an instance of Object'],
  [() => process.exitCode = 'x', `TypeError ERR_INVALID_ARG_TYPE: The "code" argument must be of type number. Received type string ('x')`],
  [() => process.env.X = Symbol('s'), 'TypeError undefined: Cannot convert a Symbol value to a string'],
  [() => process.env[Symbol('s')] = 1, 'TypeError undefined: Cannot convert a Symbol value to a string'],
  [() => process.env.X = { toString: mine }, 'Error undefined: mine'],
  [() => Object.defineProperty(process.env, 'X', { value: 1 }), `TypeError ERR_INVALID_OBJECT_DEFINE_PROPERTY: 'process.env' only accepts a configurable, writable, and enumerable data descriptor`],
  [() => Object.defineProperty(process.env, 'X', { get: mine }), `TypeError ERR_INVALID_OBJECT_DEFINE_PROPERTY: 'process.env' does not accept an accessor(getter/setter) descriptor`],
  [() => process.setSourceMapsEnabled(1), 'TypeError ERR_INVALID_ARG_TYPE: The "enabled" argument must be of type boolean. Received type number (1)'],
  [() => process.finalization.register(5, () => {}), 'TypeError ERR_INVALID_ARG_TYPE: The "obj" argument must be of type object. Received type number (5)'],
  [() => process.on('x', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "listener" argument must be of type function. Received type number (5)'],
  [() => process.setMaxListeners(-1), 'RangeError ERR_OUT_OF_RANGE: The value of "setMaxListeners" is out of range. It must be >= 0. Received -1'],
  [() => process.hrtime.bigint.call(null), 'returned'],
  [() => process.memoryUsage.call(undefined), 'returned'],
  [() => process.title = { toString: mine }, 'Error undefined: mine'],
];

checkOutcomes(table);
assert.deepStrictEqual([process.umask(), process.cwd(), process.getuid(), process.title], before);
assert.strictEqual(process.exitCode, undefined);
assert.throws(() => process.chdir('x'.repeat(5000)), { code: 'ENAMETOOLONG', syscall: 'chdir' });
assert.throws(() => process.loadEnvFile('x'.repeat(5000)), { code: 'ENAMETOOLONG' });
