// SPDX-License-Identifier: MIT
// v8.startupSnapshot: what a program that is made into a start-up snapshot (--build-snapshot) may ask for. The
// snapshot's process finds the same state again: this module is part of the heap that is written.
'use strict';

const { Error, ObjectDefineProperty } = primordials;
const {
  codes: { ERR_DUPLICATE_STARTUP_SNAPSHOT_MAIN_FUNCTION, ERR_NOT_BUILDING_SNAPSHOT },
} = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { getOptionValue } = require('internal/options');

const serializeCallbacks = [];
const deserializeCallbacks = [];
let mainFunction = null;
let stackTraceLimit = null;

/** Whether this process makes a snapshot of its program. */
function isBuildingSnapshot() {
  return getOptionValue('--build-snapshot');
}

function checkBuilding() {
  if (!isBuildingSnapshot()) throw new ERR_NOT_BUILDING_SNAPSHOT();
}

/**
 * @param {Function} callback called with data before the heap is written: the place to close what cannot be kept
 * @param {any} [data]
 */
function addSerializeCallback(callback, data) {
  checkBuilding();
  validateFunction(callback, 'callback');
  serializeCallbacks.push({ callback, data });
}

/**
 * @param {Function} callback called with data in each process that starts from the snapshot, before anything else
 * @param {any} [data]
 */
function addDeserializeCallback(callback, data) {
  checkBuilding();
  validateFunction(callback, 'callback');
  deserializeCallbacks.push({ callback, data });
}

/**
 * @param {Function} callback called with data as the program of each process that starts from the snapshot
 * @param {any} [data]
 */
function setDeserializeMainFunction(callback, data) {
  checkBuilding();
  validateFunction(callback, 'callback');
  if (mainFunction !== null) throw new ERR_DUPLICATE_STARTUP_SNAPSHOT_MAIN_FUNCTION();
  mainFunction = { callback, data };
}

function runAll(callbacks) {
  while (callbacks.length > 0) {
    const { callback, data } = callbacks.shift();
    callback(data);
  }
}

/** The program has run: its serialize callbacks. */
function runSerializeCallbacks() {
  runAll(serializeCallbacks);
}

/** @param {PropertyDescriptor} descriptor of Error.stackTraceLimit, which the program has changed */
function keepStackTraceLimit(descriptor) {
  stackTraceLimit = { __proto__: null, ...descriptor };
}

/** In the process that has started from the snapshot. */
function runDeserializeCallbacks() {
  if (stackTraceLimit !== null) ObjectDefineProperty(Error, 'stackTraceLimit', stackTraceLimit);
  require('internal/timers').restartTimers();
  runAll(deserializeCallbacks);
}

/** Runs the function of setDeserializeMainFunction(); false if the program set none. */
function runMainFunction() {
  if (mainFunction === null) return false;
  mainFunction.callback(mainFunction.data);
  return true;
}

module.exports = {
  startupSnapshot: {
    addDeserializeCallback, addSerializeCallback, isBuildingSnapshot, setDeserializeMainFunction,
  },
  isBuildingSnapshot,
  keepStackTraceLimit,
  runDeserializeCallbacks,
  runMainFunction,
  runSerializeCallbacks,
  hasMainFunction: () => mainFunction !== null,
};
