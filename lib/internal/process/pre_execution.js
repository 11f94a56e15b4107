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
  if (require('internal/options').areOptionsGiven()) require('internal/process/apply_options').applyToMainThread();
  if (getEnv('NODE_V8_COVERAGE')) require('internal/process/coverage').startFromEnvironment();
  return start;
}

module.exports = { prepareMainThread };
