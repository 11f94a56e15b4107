// SPDX-License-Identifier: MIT
// The first code of a process: prepares the process object, then runs what the command line asks for.
'use strict';

require('internal/process/pre_execution').prepareMainThread();
require('internal/modules/run_main').runEntryPoint();
