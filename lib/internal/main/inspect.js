// SPDX-License-Identifier: MIT
// `eddy inspect …`: the debugger on the command line.
'use strict';

require('internal/process/prepare_modules').prepareModules();

require('internal/debugger/start').start(process.argv.slice(2));
