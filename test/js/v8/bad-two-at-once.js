// SPDX-License-Identifier: MIT
// v8: wrong values, two at once, getters, receivers, memory that has gone.
'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');
const { checkOutcomes, mine } = require('../../fixtures/outcome');
function detached() {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}
const reader = () => new v8.Deserializer(Buffer.alloc(20));

const table = [
  [() => v8.setFlagsFromString(5), 'TypeError ERR_INVALID_ARG_TYPE: The "flags" argument must be of type string. Received type number (5)'],
  [() => v8.setHeapSnapshotNearHeapLimit(-1), 'RangeError ERR_OUT_OF_RANGE: The value of "limit" is out of range. It must be >= 1 && <= 4294967295. Received -1'],
  [() => v8.setHeapSnapshotNearHeapLimit(0), 'RangeError ERR_OUT_OF_RANGE: The value of "limit" is out of range. It must be >= 1 && <= 4294967295. Received 0'],
  [() => v8.getHeapSnapshot(5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received type number (5)'],
  [() => v8.getHeapSnapshot({ exposeInternals: 5, exposeNumericValues: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.exposeInternals" property must be of type boolean. Received type number (5)'],
  [() => v8.getHeapSnapshot({ get exposeNumericValues() { mine(); } }), 'Error undefined: mine'],
  [() => v8.writeHeapSnapshot('a\0b', { exposeInternals: 5 }), `TypeError ERR_INVALID_ARG_VALUE: The argument 'path' must be a string, Uint8Array, or URL without null bytes. Received 'a\\x00b'`],
  [() => v8.writeHeapSnapshot(5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received type number (5)'],
  [() => v8.queryObjects(5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "constructor" argument must be of type function. Received type number (5)'],
  [() => v8.queryObjects(Map, []), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received an instance of Array'],
  [() => v8.queryObjects(Map, { format: 'x' }), `TypeError ERR_INVALID_ARG_VALUE: The property 'options.format' is invalid. Received 'x'`],
  [() => v8.getCppHeapStatistics('x'), `TypeError ERR_INVALID_ARG_VALUE: The argument 'type' must be one of: 'brief', 'detailed'. Received 'x'`],
  [() => v8.isStringOneByteRepresentation(5), 'TypeError ERR_INVALID_ARG_TYPE: The "content" argument must be of type string. Received type number (5)'],
  [() => v8.promiseHooks.createHook({ init: 5, before: 6 }), 'TypeError ERR_INVALID_ARG_TYPE: The "initHook" argument must be of type function. Received type number (5)'],
  [() => v8.promiseHooks.createHook({ before: 6, settled: 7 }), 'TypeError ERR_INVALID_ARG_TYPE: The "beforeHook" argument must be of type function. Received type number (6)'],
  [() => v8.promiseHooks.onInit(async () => {}), 'TypeError ERR_INVALID_ARG_TYPE: The "initHook" argument must be of type function. Received function '],
  [() => v8.promiseHooks.createHook({ init: null, before: false, after: 0, settled: '' })(), 'returned'],
  [() => v8.startupSnapshot.addSerializeCallback(5), 'Error ERR_NOT_BUILDING_SNAPSHOT: Operation cannot be invoked when not building startup snapshot'],
  [() => new v8.Deserializer(5), 'TypeError ERR_INVALID_ARG_TYPE: buffer must be a TypedArray or a DataView'],
  [() => new v8.Deserializer(new ArrayBuffer(4)), 'TypeError ERR_INVALID_ARG_TYPE: buffer must be a TypedArray or a DataView'],
  [() => new v8.Deserializer(detached()).readHeader(), 'Error undefined: Unable to deserialize cloned data due to invalid or unsupported version.'],
  [() => reader().readRawBytes(21), 'Error undefined: ReadRawBytes() failed'],
  [() => reader().readRawBytes(-1), 'Error undefined: ReadRawBytes() failed'],
  [() => reader()._readRawBytes({ valueOf: mine }), 'Error undefined: mine'],
  [() => reader()._readRawBytes(Symbol('s')), 'TypeError undefined: Cannot convert a Symbol value to a number'],
  [() => reader()._readRawBytes(1n), 'TypeError undefined: Cannot convert a BigInt value to a number'],
  [() => reader().transferArrayBuffer({ valueOf: mine }, 5), 'Error undefined: mine'],
  [() => reader().transferArrayBuffer(1n, new ArrayBuffer(1)), 'TypeError undefined: Cannot convert a BigInt value to a number'],
  [() => reader().transferArrayBuffer(1, 5), 'TypeError ERR_INVALID_ARG_TYPE: arrayBuffer must be an ArrayBuffer or SharedArrayBuffer'],
  [() => new v8.Serializer().writeRawBytes(new ArrayBuffer(4)), 'TypeError ERR_INVALID_ARG_TYPE: source must be a TypedArray or a DataView'],
  [() => new v8.Serializer().writeRawBytes('x'), 'TypeError ERR_INVALID_ARG_TYPE: source must be a TypedArray or a DataView'],
  [() => new v8.Serializer().writeUint32(Symbol('s')), 'TypeError undefined: Cannot convert a Symbol value to a number'],
  [() => new v8.Serializer().writeUint64({ valueOf: mine }, 1), 'Error undefined: mine'],
  [() => new v8.Serializer().writeDouble(1n), 'TypeError undefined: Cannot convert a BigInt value to a number'],
  [() => new v8.Serializer().transferArrayBuffer(1, {}), 'TypeError ERR_INVALID_ARG_TYPE: arrayBuffer must be an ArrayBuffer'],
  [() => v8.Serializer.prototype.writeValue.call({}, 1), 'TypeError undefined: Illegal invocation'],
  [() => v8.Deserializer.prototype.readValue.call({}), 'TypeError undefined: Illegal invocation'],
  [() => v8.serialize(() => {}), 'Error undefined: () => {} could not be cloned.'],
  [() => v8.serialize(Symbol('s')), 'Error undefined: Symbol(s) could not be cloned.'],
  [() => v8.serialize({ get a() { mine(); } }), 'Error undefined: mine'],
  [() => v8.serialize(detached()), 'TypeError undefined: Cannot perform Construct on a detached ArrayBuffer'],
  [() => v8.deserialize(5), 'TypeError ERR_INVALID_ARG_TYPE: buffer must be a TypedArray or a DataView'],
  [() => v8.deserialize(Buffer.alloc(0)), 'Error undefined: Unable to deserialize cloned data due to invalid or unsupported version.'],
  [() => v8.deserialize(Buffer.from([255, 99])), 'Error undefined: Unable to deserialize cloned data due to invalid or unsupported version.'],
  [() => v8.deserialize(detached()), 'Error undefined: Unable to deserialize cloned data due to invalid or unsupported version.'],
];

checkOutcomes(table);
