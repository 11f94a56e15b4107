// SPDX-License-Identifier: MIT
// worker_threads: wrong arguments are refused, with Node's codes; no thread is started.
'use strict';
const wt = require('node:worker_threads');
const check = require('../../fixtures/bad_arguments.js');

const TYPE = 'ERR_INVALID_ARG_TYPE', CLONE = 25;

check([
  ['Worker', 'undef', TYPE], ['Worker', 'zero', TYPE], ['Worker', 'obj', TYPE], ['Worker', 'x', 'ERR_WORKER_PATH'],
  ['Worker', 'empty', 'ERR_WORKER_PATH'],
], (name, args) => new wt[name](...args));
check([
  ['argv', 'x', TYPE], ['argv', 'obj', TYPE], ['env', 'x', TYPE], ['env', 'zero', TYPE], ['execArgv', 'x', TYPE], ['name', 'obj', TYPE],
  ['workerData', 'fn', CLONE], ['workerData', 'sym', CLONE],
], (option, [value]) => new wt.Worker('', { eval: true, [option]: value }));
const { port1, port2 } = new wt.MessageChannel();
check([
  ['postMessage', '', 'ERR_MISSING_ARGS'], ['postMessage', 'sym', CLONE], ['postMessage', 'fn', CLONE], ['postMessage', 'x zero', TYPE],
  ['postMessage', 'x x', TYPE],
], (name, args) => port1[name](...args));
port1.close();
port2.close();
check([
  ['receiveMessageOnPort', 'undef', TYPE], ['receiveMessageOnPort', 'obj', TYPE], ['receiveMessageOnPort', 'x', TYPE],
  ['moveMessagePortToContext', 'obj', TYPE], ['moveMessagePortToContext', 'undef obj', TYPE],
], (name, args) => wt[name](...args));
check([['BroadcastChannel', '', 'ERR_MISSING_ARGS']], (name, args) => new wt[name](...args));
