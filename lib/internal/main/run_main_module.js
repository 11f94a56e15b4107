// SPDX-License-Identifier: MIT
// `eddy script.js`: the script's path becomes absolute, then the module loader runs it.
'use strict';

const path = require('path');
const { getOptionValue } = require('internal/options');

const { prepareModules } = require('internal/process/prepare_modules');

module.exports = function runMainModule() {
  const isURL = getOptionValue('--entry-url');
  if (!isURL && process.argv[1] !== '-') process.argv[1] = path.resolve(process.argv[1]);

  prepareModules();
  if (isURL) {
    const { URL, pathToFileURL } = require('internal/url');
    require('internal/util').emitExperimentalWarning('--entry-url');
    const url = new URL(process.argv[1], pathToFileURL(`${process.cwd()}/`));
    require('internal/modules/esm/entry').runMainModule(url.href);
  } else {
    require('internal/modules/cjs/loader').Module.runMain(process.argv[1]);
  }
};
