// SPDX-License-Identifier: MIT
// worker_threads.moveMessagePortToContext: a port whose object and prototype belong to a vm context. It is no
// EventTarget there: onmessage and onmessageerror are called. The values themselves are made in this context.
'use strict';

const { codes: { ERR_CLOSED_MESSAGE_PORT, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { MessageChannel, MessagePort, moveTo, receiveMessageOnPort } = require('internal/worker/io');

const factory = `(function(port) {
  class MessagePort {
    constructor() { throw new TypeError('Illegal constructor'); }
    postMessage(...args) { port.postMessage(...args); }
    start() { port.start(); }
    close() { port.close(); }
    drain() { port.drain(); }
    ref() { port.ref(); }
    unref() { port.unref(); }
    hasRef() { return port.hasRef(); }
  }
  return Object.create(MessagePort.prototype);
})`;

/** @param {MessagePort} port is closed here @param {object} context from vm.createContext */
function moveMessagePortToContext(port, context) {
  const vm = require('vm');
  if (!(port instanceof MessagePort)) throw new ERR_INVALID_ARG_TYPE('port', 'MessagePort', port);
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
  if (!vm.isContext(context)) throw new ERR_INVALID_ARG_TYPE('contextifiedSandbox', 'vm.Context', context);
  const moved = vm.runInContext(factory, context)(own);
  const makeEvent = vm.runInContext('(function(data, type) { return { data, type }; })', context);
  moveTo(own, (data, type) => {
    const handler = moved[`on${type}`];
    if (typeof handler === 'function') handler.call(moved, makeEvent(data, type));
  });
  own.ref();
  return moved;
}

module.exports = { moveMessagePortToContext };
