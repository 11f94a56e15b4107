// SPDX-License-Identifier: MIT
// worker_threads.moveMessagePortToContext: a port whose object and prototype belong to a vm context. It is no
// EventTarget there: onmessage and onmessageerror are called. The values are made in that context, too.
'use strict';

const { codes: { ERR_CLOSED_MESSAGE_PORT } } = require('internal/errors');
const { MessageChannel, MessagePort, moveTo, receiveMessageOnPort, wrongType } = require('internal/worker/io');

const factory = `(function(port) {
  class MessagePort {
    constructor() { throw new TypeError('Illegal constructor'); }
    postMessage(...args) { port.postMessage(...args); }
    start() { port.start(); }
    close() { port.close(); }
    ref() { port.ref(); }
    unref() { port.unref(); }
    hasRef() { return port.hasRef(); }
  }
  return Object.create(MessagePort.prototype);
})`;

/** @param {MessagePort} port is closed here @param {object} context from vm.createContext */
function moveMessagePortToContext(port, context) {
  const vm = require('vm');
  if (!(port instanceof MessagePort)) throw wrongType('The "port" argument must be a MessagePort instance');
  const carrier = new MessageChannel();
  let own;
  try {
    carrier.port1.postMessage(port, [port]);
    own = receiveMessageOnPort(carrier.port2).message;
  } catch {
    throw new ERR_CLOSED_MESSAGE_PORT('Cannot send data on closed MessagePort');
  } finally {
    carrier.port1.close();
  }
  if (typeof context !== 'object' || context === null || !vm.isContext(context)) throw wrongType('Invalid context argument');
  const moved = vm.runInContext(factory, context)(own);
  const makeEvent = vm.runInContext('(function(data, type) { return { data, type }; })', context);
  moveTo(own, context, (data, type) => {
    const handler = moved[`on${type}`];
    if (typeof handler === 'function') handler.call(moved, makeEvent(data, type));
  });
  own.ref();
  return moved;
}

module.exports = { moveMessagePortToContext };
