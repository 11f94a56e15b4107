// SPDX-License-Identifier: MIT
// `eddy -e code` and `eddy -p code`.
'use strict';

const { getOptionValue } = require('internal/options');

require('internal/process/prepare_modules').prepareModules();
require('internal/process/eval').evaluate('[eval]', getOptionValue('--eval'));
