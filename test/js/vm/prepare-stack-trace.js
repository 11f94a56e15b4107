// SPDX-License-Identifier: MIT
// Error.prepareStackTrace formats the errors of contexts that have no function of their own, too.
'use strict';
const assert = require('node:assert');
const vm = require('node:vm');

const context = vm.createContext({});
const make = vm.runInContext('(function made() { return new TypeError("in the context") })', context);
const isDefault = Error.prepareStackTrace;
Error.prepareStackTrace = function(error, sites) {
  return [this === Error, error.message, sites[0].getFunctionName()];
};
assert.deepStrictEqual(make().stack, [true, 'in the context', 'made']);
vm.runInContext('Error.prepareStackTrace = (error) => `own: ${error.message}`', context);
assert.strictEqual(make().stack, 'own: in the context');
vm.runInContext('delete Error.prepareStackTrace', context);
Error.prepareStackTrace = isDefault;
assert.match(make().stack, /^TypeError: in the context\n {4}at made \(evalmachine/);
