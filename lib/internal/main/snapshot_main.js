// SPDX-License-Identifier: MIT
// A process that has started from a program's snapshot: the function of setDeserializeMainFunction() is its program.
'use strict';

require('internal/process/prepare_modules').prepareModules();
require('internal/v8/startup_snapshot').runMainFunction();
