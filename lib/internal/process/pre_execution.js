// SPDX-License-Identifier: MIT
// What must be done at each start, because the snapshot cannot hold it: argv, execArgv, env, pid …
'use strict';

const binding = internalBinding('process');

function prepareMainThread() {
  // The main script is the first of all asynchronous operations.
  const { fields, kExecutionId } = require('internal/async_hooks');
  fields[kExecutionId] = 1;
  const { ArrayPrototypeSlice } = primordials;
  const start = binding.start();
  process.execPath = start.execPath;
  process.argv0 = start.argv0;
  process.execArgv = start.execArgv;
  process.argv = [start.execPath, ...ArrayPrototypeSlice(start.scriptArgv)];
  require('internal/process/setup').atStart(process, { __proto__: null, isMainThread: true });
  const { getEnv } = internalBinding('process_methods');
  const channelFd = getEnv('NODE_CHANNEL_FD');
  if (channelFd) require('internal/child_process/channel_setup').setupChannel(channelFd);
  if (require('internal/options').getOptionValue('--expose-internals')) {
    require('internal/boot/loader').BuiltinModule.exposeInternals();
  }
  const { getOptionValue } = require('internal/options');
  require('internal/boot/globals').defineOptionalGlobals(getOptionValue);
  if (getOptionValue('--inspect') || getOptionValue('--inspect-brk-node') ||
      getOptionValue('--inspect-port') !== '127.0.0.1:9229') {
    require('internal/inspector/control').startFromOptions();
  }
  if (getOptionValue('--dns-result-order')) require('internal/dns/utils').initialOrder(); // is it one?
  if (getOptionValue('--cpu-prof') || getOptionValue('--heap-prof')) require('internal/process/profiling').startFromOptions();
  if (getEnv('NODE_V8_COVERAGE')) require('internal/process/coverage').startFromEnvironment();
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
  return start;
}

module.exports = { prepareMainThread };
