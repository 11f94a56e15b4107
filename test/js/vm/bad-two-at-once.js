// SPDX-License-Identifier: MIT
// vm: of two wrong values Node's is told, getters throw through, memory that has gone is no cached data.
'use strict';
const assert = require('node:assert');
const vm = require('node:vm');
const { checkOutcomes, mine } = require('../../fixtures/outcome');
function detached() {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}
const script = new vm.Script('1');
const context = vm.createContext();

const table = [
  [() => new vm.Script(), 'returned'],
  [() => new vm.Script('(', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received type number (5)'],
  [() => new vm.Script('1', { filename: 5, lineOffset: 'x' }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.filename" property must be of type string. Received type number (5)'],
  [() => new vm.Script('1', { lineOffset: 'x', cachedData: 5 }), `TypeError ERR_INVALID_ARG_TYPE: The "options.lineOffset" property must be of type number. Received type string ('x')`],
  [() => new vm.Script('1', { columnOffset: 2 ** 31, produceCachedData: 5 }), 'RangeError ERR_OUT_OF_RANGE: The value of "options.columnOffset" is out of range. It must be >= -2147483648 && <= 2147483647. Received 2147483648'],
  [() => new vm.Script('1', { cachedData: 5, produceCachedData: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.cachedData" property must be an instance of Buffer, TypedArray, or DataView. Received type number (5)'],
  [() => new vm.Script('1', { get filename() { mine(); } }), 'Error undefined: mine'],
  [() => new vm.Script(Symbol('s')), 'TypeError undefined: Cannot convert a Symbol value to a string'],
  [() => new vm.Script({ toString: mine }), 'Error undefined: mine'],
  [() => new vm.Script('1', { importModuleDynamically: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.importModuleDynamically" property must be of type function. Received type number (5)'],
  [() => vm.Script('1'), `TypeError undefined: Class constructor Script cannot be invoked without 'new'`],
  [() => script.runInContext({}, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "contextifiedObject" argument must be an vm.Context. Received an instance of Object'],
  [() => script.runInContext(context, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received type number (5)'],
  [() => script.runInContext(context, { timeout: 0, displayErrors: 5 }), 'RangeError ERR_OUT_OF_RANGE: The value of "options.timeout" is out of range. It must be >= 1 && <= 4294967295. Received 0'],
  [() => script.runInContext(context, { displayErrors: 5, breakOnSigint: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.displayErrors" property must be of type boolean. Received type number (5)'],
  [() => script.runInThisContext({ timeout: 'x' }), `TypeError ERR_INVALID_ARG_TYPE: The "options.timeout" property must be of type number. Received type string ('x')`],
  [() => script.runInThisContext({ get breakOnSigint() { mine(); } }), 'Error undefined: mine'],
  [() => script.runInNewContext(5), 'TypeError ERR_INVALID_ARG_TYPE: The "object" argument must be of type object. Received type number (5)'],
  [() => script.runInNewContext({}, { contextName: 5, contextOrigin: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.contextName" property must be of type string. Received type number (5)'],
  [() => script.runInNewContext({}, { contextCodeGeneration: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.contextCodeGeneration" property must be of type object. Received type number (5)'],
  [() => script.runInNewContext({}, { microtaskMode: 'x' }), `TypeError ERR_INVALID_ARG_VALUE: The property 'options.microtaskMode' must be one of: 'afterEvaluate', undefined. Received 'x'`],
  [() => vm.createContext(5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "object" argument must be of type object. Received type number (5)'],
  [() => vm.createContext({}, { name: 5, origin: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.name" property must be of type string. Received type number (5)'],
  [() => vm.createContext({}, { codeGeneration: { strings: 5, wasm: 5 } }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.codeGeneration.strings" property must be of type boolean. Received type number (5)'],
  [() => vm.createContext({}, { microtaskMode: 'x' }), `TypeError ERR_INVALID_ARG_VALUE: The property 'options.microtaskMode' must be one of: 'afterEvaluate', undefined. Received 'x'`],
  [() => vm.createContext({}, { get origin() { mine(); } }), 'Error undefined: mine'],
  [() => vm.isContext(5), 'TypeError ERR_INVALID_ARG_TYPE: The "object" argument must be of type object. Received type number (5)'],
  [() => vm.runInContext('1', {}), 'TypeError ERR_INVALID_ARG_TYPE: The "contextifiedObject" argument must be an vm.Context. Received an instance of Object'],
  [() => vm.runInContext('(', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "object" argument must be of type object. Received type number (5)'],
  [() => vm.runInNewContext('1', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "object" argument must be of type object. Received type number (5)'],
  [() => vm.runInThisContext('1', { timeout: -1 }), 'RangeError ERR_OUT_OF_RANGE: The value of "options.timeout" is out of range. It must be >= 1 && <= 4294967295. Received -1'],
  [() => vm.compileFunction(5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "code" argument must be of type string. Received type number (5)'],
  [() => vm.compileFunction('1', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "params" argument must be an instance of Array. Received type number (5)'],
  [() => vm.compileFunction('1', [5]), 'TypeError ERR_INVALID_ARG_TYPE: The "params[0]" argument must be of type string. Received type number (5)'],
  [() => vm.compileFunction('1', [], { filename: 5, columnOffset: 'x' }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.filename" property must be of type string. Received type number (5)'],
  [() => vm.compileFunction('1', [], { parsingContext: {}, contextExtensions: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.parsingContext" property must be an instance of Context. Received an instance of Object'],
  [() => vm.compileFunction('1', [], { contextExtensions: [[]] }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.contextExtensions[0]" property must be of type object. Received an instance of Array'],
  [() => vm.compileFunction('1', [], { produceCachedData: 5, contextExtensions: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.produceCachedData" property must be of type boolean. Received type number (5)'],
  [() => vm.compileFunction('1', [], { get contextExtensions() { mine(); } }), 'Error undefined: mine'],
  [() => vm.compileFunction('}, function() {'), `SyntaxError undefined: Unexpected token '}'`],
  [() => vm.measureMemory(5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received type number (5)'],
  [() => vm.measureMemory({ mode: 'x', execution: 'y' }), `TypeError ERR_INVALID_ARG_VALUE: The property 'options.mode' must be one of: 'summary', 'detailed'. Received 'x'`],
];

checkOutcomes(table);
assert.strictEqual(new vm.Script('2', { cachedData: detached() }).cachedDataRejected, true);
assert.strictEqual(new vm.Script('3', { cachedData: new Uint8Array(new SharedArrayBuffer(8)) }).cachedDataRejected, true);
