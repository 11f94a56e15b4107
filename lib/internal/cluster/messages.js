// SPDX-License-Identifier: MIT
// Internal messages of a cluster: { cmd: 'NODE_CLUSTER', act, seq }, answered by { ack: seq }.
'use strict';

const callbacks = new Map();
let seq = 0;

/** Sends message; cb(reply, handle) when the other side answers. @returns {boolean} */
function sendHelper(proc, message, handle, cb) {
  if (!proc.connected) return false;
  message = { cmd: 'NODE_CLUSTER', ...message, seq };
  if (typeof cb === 'function') callbacks.set(seq, cb);
  seq++;
  return proc.send(message, handle);
}

/** A listener for 'internalMessage' that calls cb, or whoever waits for the answer; this = worker. */
function internal(worker, cb) {
  return function onInternalMessage(message, handle) {
    if (message.cmd !== 'NODE_CLUSTER') return;
    let fn = cb;
    if (message.ack !== undefined) {
      const waiting = callbacks.get(message.ack);
      if (waiting !== undefined) {
        fn = waiting;
        callbacks.delete(message.ack);
      }
    }
    fn.call(worker, message, handle);
  };
}

module.exports = { internal, sendHelper };
