// SPDX-License-Identifier: MIT
// What options change in a process or worker before the program. Not loaded, and nothing of it asked for, as long as all have their
// default values (internal/options).
'use strict';

const { globalThis } = primordials;
const { getOptionValue } = require('internal/options');

// Globals that an option turns on or off are in the snapshot; here those go that are off.
function dropGlobals() {
  if (!getOptionValue('--experimental-sqlite')) require('internal/boot/loader').BuiltinModule.dropPublic('sqlite');
  if (!getOptionValue('--experimental-eventsource')) delete globalThis.EventSource;
  if (!getOptionValue('--experimental-websocket')) {
    delete globalThis.WebSocket;
    delete globalThis.CloseEvent;
  }
  if (!getOptionValue('--experimental-global-navigator')) {
    delete globalThis.navigator;
    delete globalThis.Navigator;
  }
  if (!getOptionValue('--experimental-webstorage')) {
    delete globalThis.Storage;
    delete globalThis.localStorage;
    delete globalThis.sessionStorage;
  }
}

/** @param {boolean} isMainThread whether it is not a worker's process object */
function applyToProcess(process, isMainThread) {
  dropGlobals();
  require('internal/process/warning').applyOptions();
  if (getOptionValue('--title')) process.title = getOptionValue('--title');
  if (getOptionValue('--permission') || getOptionValue('--permission-audit')) {
    const { permission, setup } = require('internal/process/permission');
    require('internal/process/setup').constant(process, 'permission', permission);
    if (isMainThread) setup();
  } else if (isMainThread && (getOptionValue('--allow-fs-read').length > 0 || getOptionValue('--allow-fs-write').length > 0)) {
    throw new (require('internal/errors').codes.ERR_MISSING_OPTION)('--permission');
  }
}

function applyToMainThread() {
  if (getOptionValue('--expose-internals')) {
    require('internal/boot/loader').BuiltinModule.exposeInternals();
  }
  require('internal/boot/globals').defineOptionalGlobals(getOptionValue);
  if (getOptionValue('--inspect') || getOptionValue('--inspect-brk-node') ||
      getOptionValue('--inspect-port') !== '127.0.0.1:9229') {
    require('internal/inspector/control').startFromOptions();
  }
  if (getOptionValue('--dns-result-order')) require('internal/dns/utils').initialOrder(); // is it one?
  if (getOptionValue('--cpu-prof') || getOptionValue('--heap-prof')) require('internal/process/profiling').startFromOptions();
  if (getOptionValue('--trace-uncaught')) internalBinding('contextify').captureFrames();
  if (getOptionValue('--heapsnapshot-near-heap-limit') > 0) {
    internalBinding('v8').setHeapSnapshotNearHeapLimit(getOptionValue('--heapsnapshot-near-heap-limit'));
  }
  if (getOptionValue('--heapsnapshot-signal')) require('internal/heap_utils').writeOnSignal(getOptionValue('--heapsnapshot-signal'));
  if (getOptionValue('--report-on-signal') || getOptionValue('--report-uncaught-exception') ||
      getOptionValue('--report-on-fatalerror')) {
    require('internal/process/report').startFromOptions();
  }
  if (getOptionValue('--track-heap-objects')) require('internal/heap_utils').trackObjects();
  if (getOptionValue('--trace-promises')) require('internal/process/trace_promises').start();
  if (getOptionValue('--trace-sync-io')) require('internal/process/trace_sync_io').start();
  if (getOptionValue('--trace-event-categories') || getOptionValue('--trace-events-enabled')) {
    require('internal/tracing').start();
  }
}

module.exports = { applyToMainThread, applyToProcess };
