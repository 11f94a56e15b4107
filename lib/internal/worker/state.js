// SPDX-License-Identifier: MIT
// What a thread knows of itself and of the threads it has started. Filled by internal/main/worker_thread.
'use strict';

module.exports = {
  isMainThread: true,
  isInternalThread: false,     // of the library: the one with the hooks of module.register()
  threadId: 0,
  threadName: '',
  port: null,                  // private, to the parent
  mailbox: undefined,          // a worker's port for postMessageToThread, open since before it started
  parentPort: null,            // public
  workerData: null,
  resourceLimits: {},
  environmentData: new Map(),  // setEnvironmentData
  threads: new Set(),          // of Worker
  onWorker: null,              // internal/inspector: function(worker, url) -> whether it waits for a debugger
  kInternalMain: Symbol('internal main'), // option of Worker: a library module to run
};
