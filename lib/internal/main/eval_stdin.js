// SPDX-License-Identifier: MIT
// `eddy -`, or `eddy` with a program on stdin; with --check it is only compiled.
'use strict';

const { getOptionValue } = require('internal/options');

require('internal/process/prepare_modules').prepareModules();

process.stdin.setEncoding('utf8');
let code = '';
process.stdin.on('data', (chunk) => {
  code += chunk;
});
process.stdin.on('end', () => {
  process._eval = code;
  if (getOptionValue('--check')) {
    require('internal/process/check_syntax').checkSyntax(code, '[stdin]');
  } else {
    require('internal/process/eval').evaluate('[stdin]', code);
  }
});
