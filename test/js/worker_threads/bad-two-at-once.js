// SPDX-License-Identifier: MIT
// worker_threads: constructors and messages: wrong values, two at once, getters, receivers, memory that has gone; no thread is started.
'use strict';
const assert = require('node:assert');
const threads = require('node:worker_threads');
const { checkOutcomes, mine, revoked } = require('../../fixtures/outcome');
const { BroadcastChannel, MessageChannel, MessagePort, Worker, moveMessagePortToContext, receiveMessageOnPort } = threads;
function detached() {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}
const { port1, port2 } = new MessageChannel();

const table = [
  [() => Worker('x'), `TypeError undefined: Class constructor Worker cannot be invoked without 'new'`],
  [() => new Worker(), 'TypeError ERR_INVALID_ARG_TYPE: The "filename" argument must be of type string or an instance of URL. Received undefined'],
  [() => new Worker(5), 'TypeError ERR_INVALID_ARG_TYPE: The "filename" argument must be of type string or an instance of URL. Received type number (5)'],
  [() => new Worker('x'), `TypeError ERR_WORKER_PATH: The worker script or module filename must be an absolute path or a relative path starting with './' or '../'. Received "x"`],
  [() => new Worker('', { eval: true, argv: 5, env: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.argv" property must be an instance of Array. Received type number (5)'],
  [() => new Worker('', { eval: true, env: 5, name: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.env" property must be of type object or one of undefined, null, or worker_threads.SHARE_ENV. Received type number (5)'],
  [() => new Worker('', { eval: true, name: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.name" property must be of type string. Received type number (5)'],
  [() => new Worker('', { eval: true, execArgv: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.execArgv" property must be an instance of Array. Received type number (5)'],
  [() => new Worker('', { eval: true, execArgv: ['--no-such-option'] }), 'Error ERR_WORKER_INVALID_EXEC_ARGV: Initiated Worker with invalid execArgv flags: --no-such-option'],
  [() => new Worker('', { eval: true, argv: 'x' }), `TypeError ERR_INVALID_ARG_TYPE: The "options.argv" property must be an instance of Array. Received type string ('x')`],
  [() => new Worker('', { get eval() { mine(); } }), 'Error undefined: mine'],
  [() => new Worker('', { eval: true, get env() { mine(); } }), 'Error undefined: mine'],
  [() => new Worker('', { eval: true, get workerData() { mine(); } }), 'Error undefined: mine'],
  [() => new Worker('', { eval: true, workerData: () => {} }), 'DataCloneError 25: () => {} could not be cloned.'],
  [() => new Worker('', { eval: true, workerData: { get a() { mine(); } } }), 'Error undefined: mine'],
  [() => new Worker('', { eval: true, workerData: detached(), transferList: [detached().buffer] }), 'DataCloneError 25: Cannot transfer object of unsupported type.'],
  [() => new Worker(new URL('http://x/')), 'TypeError ERR_INVALID_URL_SCHEME: The URL must be of scheme file'],
  [() => BroadcastChannel('x'), `TypeError undefined: Class constructor BroadcastChannel cannot be invoked without 'new'`],
  [() => new BroadcastChannel(), 'TypeError ERR_MISSING_ARGS: The "name" argument must be specified'],
  [() => new BroadcastChannel(Symbol('s')), 'TypeError undefined: Cannot convert a Symbol value to a string'],
  [() => new BroadcastChannel({ toString: mine }), 'Error undefined: mine'],
  [() => BroadcastChannel.prototype.postMessage.call({}, 1), 'TypeError ERR_INVALID_THIS: Value of "this" must be of type BroadcastChannel'],
  [() => BroadcastChannel.prototype.close.call({}), 'TypeError ERR_INVALID_THIS: Value of "this" must be of type BroadcastChannel'],
  [() => new MessagePort(), 'TypeError ERR_CONSTRUCT_CALL_INVALID: Constructor cannot be called'],
  [() => MessageChannel(), 'TypeError ERR_CONSTRUCT_CALL_REQUIRED: Cannot call constructor without `new`'],
  [() => port1.postMessage(), 'TypeError ERR_MISSING_ARGS: Not enough arguments to MessagePort.postMessage'],
  [() => port1.postMessage(() => {}), 'DataCloneError 25: () => {} could not be cloned.'],
  [() => port1.postMessage({ get a() { mine(); } }), 'Error undefined: mine'],
  [() => port1.postMessage(1, 5), 'TypeError ERR_INVALID_ARG_TYPE: Optional transferList argument must be an iterable'],
  [() => port1.postMessage(1, [5]), 'DataCloneError 25: Found invalid value in transferList.'],
  [() => port1.postMessage(1, [port1]), 'DataCloneError 25: Transfer list contains source port'],
  [() => port1.postMessage(1, [detached().buffer]), 'DataCloneError 25: Cannot transfer object of unsupported type.'],
  [() => port1.postMessage(1, { transfer: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: Optional options.transfer argument must be an iterable'],
  [() => port1.postMessage(1, { get transfer() { mine(); } }), 'Error undefined: mine'],
  [() => port1.postMessage(revoked()), 'DataCloneError 25: null could not be cloned.'],
  [() => port1.on('message', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "listener" argument must be an instance of EventListener. Received type number (5)'],
  [() => port1.addEventListener('message'), 'TypeError ERR_MISSING_ARGS: The "type" and "listener" arguments must be specified'],
  [() => receiveMessageOnPort({}), 'TypeError ERR_INVALID_ARG_TYPE: The "port" argument must be a MessagePort instance'],
  [() => receiveMessageOnPort(), 'TypeError ERR_INVALID_ARG_TYPE: The "port" argument must be a MessagePort instance'],
  [() => moveMessagePortToContext({}, {}), 'TypeError ERR_INVALID_ARG_TYPE: The "port" argument must be a MessagePort instance'],
  [() => moveMessagePortToContext(port1, {}), 'TypeError ERR_INVALID_ARG_TYPE: Invalid context argument'],
  [() => threads.setEnvironmentData(), 'returned'],
  [() => structuredClone(1, { transfer: 5 }), `TypeError ERR_INVALID_ARG_TYPE: Failed to execute 'structuredClone': transfer in Options cannot be converted to sequence.`],
  [() => structuredClone(Symbol('s')), 'DataCloneError 25: Symbol(s) could not be cloned.'],
  [() => structuredClone(detached()), 'DataCloneError 25: An ArrayBuffer is detached and could not be cloned.'],
];

checkOutcomes(table);
assert.strictEqual(receiveMessageOnPort(port2)?.message, undefined); // nothing of it has been sent
port1.close();
