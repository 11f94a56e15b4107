// SPDX-License-Identifier: MIT
// Objects of the library that can be cloned or transferred (Blob, KeyObject, FileHandle, streams …): a class
// marks its instances with markTransferMode and has methods under the symbols below. The engine calls the
// hooks (src/engine/message.cc).
'use strict';

const { Array, ArrayIsArray, ObjectGetPrototypeOf, StringPrototypeIndexOf, StringPrototypeSlice, Symbol } = primordials;

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

// A private symbol: no trap, no prototype and no list of keys knows it.
const kTransferMode = binding.transferModeKey();

binding.setHooks(undefined, undefined, take, make, dataCloneError);

/**
 * @param {object} object
 * @param {boolean} cloneable
 * @param {boolean} transferable
 */
function markTransferMode(object, cloneable, transferable) {
  if (isObject(object)) object[kTransferMode] = (transferable ? 1 : 0) | (cloneable ? 2 : 0);
}

/** @param {object} object postMessage may not clone it from now on */
function markAsUncloneable(object) {
  if (!isObject(object)) return;
  object[kTransferMode] = (object[kTransferMode] ?? ObjectGetPrototypeOf(object)?.[kTransferMode] ?? 0) & 1;
}

const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

/** In the words of WebIDL, as in Node. */
function refuse(why) {
  const error = new TypeError(`Failed to execute 'structuredClone': ${why}`);
  error.code = 'ERR_INVALID_ARG_TYPE';
  throw error;
}

/** The option `transfer` of structuredClone, as an array of objects. */
function readTransfer(list) {
  if (list === undefined) return undefined;
  if (!isObject(list) || (!ArrayIsArray(list) && typeof list[Symbol.iterator] !== 'function')) {
    refuse('transfer in Options cannot be converted to sequence.');
  }
  const transfer = ArrayIsArray(list) ? list : Array.from(list);
  for (let i = 0; i < transfer.length; i++) {
    if (!isObject(transfer[i])) refuse(`transfer in Options[${i}] is not an object.`);
  }
  return transfer;
}

let plain;

/**
 * The global structuredClone.
 * @param {any} value
 * @param {{ transfer?: Iterable<object> }} [options]
 */
function structuredClone(value, options) {
  const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('value');
  if (options !== undefined && options !== null && !isObject(options)) refuse('Options cannot be converted to a dictionary');
  const transfer = readTransfer(options?.transfer);
  if (transfer === undefined || transfer.length === 0) {
    plain ??= require('internal/worker/clone_plain');
    const clone = plain.clonePlain(value);
    if (clone !== plain.kNotPlain) return clone;
  }
  return binding.clone(value, transfer);
}

module.exports = {
  dataCloneError, kClone, kDeserialize, kTransfer, kTransferList, markAsUncloneable, markTransferMode,
  structuredClone,
};
