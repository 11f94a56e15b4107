// SPDX-License-Identifier: MIT
// The process object as far as the snapshot can hold it: prototype, name, exit family.
'use strict';

const {
  FunctionPrototypeCall,
  ObjectCreate,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  ReflectApply,
  SymbolToStringTag,
} = primordials;

const EventEmitter = require('events');
const binding = internalBinding('process');

const prototype = ObjectCreate(EventEmitter.prototype, {
  __proto__: null,
  constructor: {
    __proto__: null,
    enumerable: false,
    configurable: true,
    writable: true,
    value: function process() {}, // eslint-disable-line func-names
  },
});
prototype.constructor.prototype = prototype;
ObjectSetPrototypeOf(process, prototype);
FunctionPrototypeCall(EventEmitter, process);
ObjectDefineProperty(process, SymbolToStringTag, {
  __proto__: null,
  enumerable: false,
  writable: true,
  configurable: false,
  value: 'process',
});

require('internal/process/setup').atBoot(process);
process.dlopen = function dlopen() {
  const { dlopen } = require('internal/process/dlopen');
  return ReflectApply(dlopen, this, arguments);
};
process._rawDebug = function _rawDebug(...args) {
  const { format } = require('internal/util/inspect');
  binding.rawDebug(format(...args));
};
