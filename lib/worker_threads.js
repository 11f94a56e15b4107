// SPDX-License-Identifier: MIT
// require('worker_threads')
'use strict';

const state = require('internal/worker/state');
const {
  BroadcastChannel, isMarkedAsUntransferable, markAsUncloneable, markAsUntransferable, MessageChannel, MessagePort,
  receiveMessageOnPort,
} = require('internal/worker/io');
const { SHARE_ENV, Worker } = require('internal/worker');

/**
 * A value that threads started from now on find in getEnvironmentData.
 * @param {any} key
 * @param {any} [value] undefined takes it away
 */
function setEnvironmentData(key, value) {
  if (value === undefined) state.environmentData.delete(key);
  else state.environmentData.set(key, value);
}

/** @param {any} key */
function getEnvironmentData(key) {
  return state.environmentData.get(key);
}

/**
 * @param {number} threadId
 * @param {any} value the 'workerMessage' event of process in that thread gets it
 * @param {object[]} [transferList]
 * @param {number} [timeout] ms
 * @returns {Promise<void>}
 */
function postMessageToThread(threadId, value, transferList, timeout) {
  return require('internal/worker/messaging').postMessageToThread(threadId, value, transferList, timeout);
}

/** @param {MessagePort} port @param {object} context from vm.createContext */
function moveMessagePortToContext(port, context) {
  return require('internal/worker/context_port').moveMessagePortToContext(port, context);
}

module.exports = {
  isInternalThread: state.isInternalThread,
  isMainThread: state.isMainThread,
  MessagePort,
  MessageChannel,
  markAsUncloneable,
  markAsUntransferable,
  isMarkedAsUntransferable,
  moveMessagePortToContext,
  receiveMessageOnPort,
  resourceLimits: state.resourceLimits,
  postMessageToThread,
  threadId: state.threadId,
  threadName: state.threadName,
  SHARE_ENV,
  Worker,
  parentPort: state.parentPort,
  workerData: state.workerData,
  BroadcastChannel,
  setEnvironmentData,
  getEnvironmentData,
};
require('internal/util').defineLazyProperties(module.exports, 'internal/locks', ['locks']);
