// SPDX-License-Identifier: MIT
// Objects of the library that can be cloned or transferred (Blob, KeyObject, FileHandle, streams …): a class
// marks its instances with markTransferMode and has methods under the symbols below. The engine calls the
// hooks (src/engine/message.cc).
'use strict';

const { Array, ArrayIsArray, StringPrototypeIndexOf, StringPrototypeSlice, Symbol } = primordials;

const binding = internalBinding('messaging');

/** [kClone]() and [kTransfer]() return { data, deserializeInfo: 'module:Class' }. */
const kClone = Symbol('messaging_clone_symbol');
const kTransfer = Symbol('messaging_transfer_symbol');
/** [kTransferList]() returns what has to move along with it. */
const kTransferList = Symbol('messaging_transfer_list_symbol');
/** [kDeserialize](data) fills an instance that was made without arguments. */
const kDeserialize = Symbol('messaging_deserialize_symbol');

function dataCloneError(message) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(message, 'DataCloneError');
}

function take(object, transferring) {
  const method = transferring ? object[kTransfer] : object[kClone];
  if (typeof method !== 'function') throw dataCloneError('Cannot clone object of unsupported type.');
  const list = transferring ? object[kTransferList]?.() ?? [] : [];
  const { data, deserializeInfo } = method.call(object);
  return [data, deserializeInfo, list];
}

function make(info, data) {
  const colon = StringPrototypeIndexOf(info, ':');
  const id = StringPrototypeSlice(info, 0, colon);
  const { BuiltinModule } = require('internal/boot/loader');
  if (!BuiltinModule.exists(id)) throw new Error(`Missing internal module '${id}'`);
  const Class = require(id)[StringPrototypeSlice(info, colon + 1)];
  if (typeof Class !== 'function' || typeof Class.prototype?.[kDeserialize] !== 'function') {
    throw new Error(`Unknown deserialize spec ${info}`);
  }
  const object = new Class();
  object[kDeserialize](data);
  return object;
}

binding.setHooks(undefined, undefined, take, make, dataCloneError);

/**
 * @param {object} object
 * @param {boolean} cloneable
 * @param {boolean} transferable
 */
function markTransferMode(object, cloneable, transferable) {
  if ((typeof object !== 'object' && typeof object !== 'function') || object === null) return;
  binding.setTransferMode(object, (transferable ? 1 : 0) | (cloneable ? 2 : 0));
}

/** The options of structuredClone and postMessage: { transfer } as an array. */
function readTransfer(list, name) {
  const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
  if (list === undefined || list === null) return undefined;
  if (ArrayIsArray(list)) return list;
  if (typeof list !== 'object' && typeof list !== 'function') {
    throw new ERR_INVALID_ARG_TYPE(name, 'iterable', list);
  }
  return Array.from(list);
}

/**
 * The global structuredClone.
 * @param {any} value
 * @param {{ transfer?: Iterable<object> }} [options]
 */
function structuredClone(value, options) {
  const { codes: { ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS } } = require('internal/errors');
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('value');
  if (options !== undefined && options !== null && typeof options !== 'object' && typeof options !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('options', ['object', 'null', 'undefined'], options);
  }
  return binding.clone(value, readTransfer(options?.transfer, 'options.transfer'));
}

module.exports = {
  dataCloneError, kClone, kDeserialize, kTransfer, kTransferList, markTransferMode, structuredClone,
};
