// SPDX-License-Identifier: MIT
// Boots Node's world: the process object's fixed part, async bookkeeping, ticks, timers, globals. Runs while
// the snapshot is built; what depends on the running process is added by internal/process/pre_execution.
'use strict';

const { setSlot } = internalBinding('builtins');

require('internal/boot/process');
require('internal/async_hooks');

const { runNextTicks, setupTaskQueue } = require('internal/process/task_queues');
setupTaskQueue();

const { processImmediate, processTimers } = require('internal/timers').getTimerCallbacks(runNextTicks);
internalBinding('timers').setupTimers(processImmediate, processTimers);

const { fatalException, emitBeforeExit, emitExit } = require('internal/process/execution');
setSlot('fatalException', fatalException);
setSlot('beforeExit', emitBeforeExit);
setSlot('exit', emitExit);
setSlot('wasmStreaming', (stream, source) => require('internal/wasm_streaming').compile(stream, source));
setSlot('shadowRealm', (sandbox) => require('internal/modules/esm/shadow_realm').createRealm(sandbox));
setSlot('prepareStackTrace', require('internal/errors').prepareStackTraceCallback);
setSlot('emitWarning', (file, line, text) => process.emitWarning(`${file}:${line} ${text}`, 'V8'));

require('internal/boot/globals');
require('internal/boot/keel');
require('internal/boot/compact');
