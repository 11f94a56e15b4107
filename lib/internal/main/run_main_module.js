// SPDX-License-Identifier: MIT
// `eddy script.js`: the script's path becomes absolute, then the module loader runs it.
'use strict';

const path = require('path');

if (process.argv[1] !== '-') process.argv[1] = path.resolve(process.argv[1]);

require('internal/process/prepare_modules').prepareModules();
require('internal/modules/cjs/loader').Module.runMain(process.argv[1]);
