// SPDX-License-Identifier: MIT
// Makes the module loaders ready for user code, and loads what --require and --import name. Every entry
// point in internal/main calls this.
'use strict';

const { areOptionsGiven, getOptionValue } = require('internal/options');
const { variable } = require('internal/process/env');

// --disable-proto
function disableProto(mode, prototype = Object.prototype) {
  if (mode === 'delete') {
    delete prototype.__proto__;
    return;
  }
  const { genericNodeError } = require('internal/errors');
  const refuse = () => {
    throw genericNodeError('Accessing Object.prototype.__proto__ has been disallowed with --disable-proto=throw',
      { __proto__: null, code: 'ERR_PROTO_ACCESS' });
  };
  Object.defineProperty(prototype, '__proto__', {
    __proto__: null, configurable: true, enumerable: false, get: refuse, set: refuse,
  });
}

function applyOptions(preload) {
  if (getOptionValue('--enable-source-maps')) {
    require('internal/source_map/cache').setSourceMapsSupport(true, { __proto__: null, nodeModules: true, generatedCode: true });
  }
  if (getOptionValue('--experimental-test-coverage')) require('internal/test_runner/coverage').startEarly();
  if (getOptionValue('--experimental-config-file') || getOptionValue('--experimental-default-config-file')) {
    require('internal/util').emitExperimentalWarning('--experimental-config-file');
  }
  const proto = getOptionValue('--disable-proto');
  if (proto) disableProto(proto);
  if (!preload) return;
  const requests = getOptionValue('--require');
  if (requests?.length > 0) require('internal/modules/cjs/loader').Module._preloadModules(requests);
  if (getOptionValue('--experimental-loader')?.length > 0) require('internal/modules/esm/register').registerFromCommandLine();
  // With --import: after it (modules/esm/entry.js).
  if (getOptionValue('--frozen-intrinsics') && !(getOptionValue('--import')?.length > 0)) {
    require('internal/process/frozen_intrinsics').freezeIntrinsics();
  }
}

/** @param {boolean} [preload] run --require (default: true) */
function prepareModules(preload = true) {
  require('internal/modules/cjs/loader').initializeCJS();
  if (variable('NODE_COMPILE_CACHE')) require('internal/modules/compile_cache').enableFromEnvironment();
  if (variable('WATCH_REPORT_DEPENDENCIES')) require('internal/watch/report').start();
  if (areOptionsGiven()) applyOptions(preload);
}

module.exports = { prepareModules, disableProto };
