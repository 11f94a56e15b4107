// SPDX-License-Identifier: MIT
// Makes the module loaders ready for user code, and loads what --require and --import name. Every entry
// point in internal/main calls this.
'use strict';

const { getOptionValue } = require('internal/options');

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

/** @param {boolean} [preload] run --require (default: true) */
function prepareModules(preload = true) {
  const { Module, initializeCJS } = require('internal/modules/cjs/loader');
  initializeCJS();
  if (getOptionValue('--enable-source-maps')) {
    require('internal/source_map/cache').setSourceMapsSupport(true, { __proto__: null, nodeModules: true, generatedCode: true });
  }
  if (getOptionValue('--experimental-test-coverage')) require('internal/test_runner/coverage').startEarly();
  if (getOptionValue('--experimental-config-file') || getOptionValue('--experimental-default-config-file')) {
    require('internal/util').emitExperimentalWarning('--experimental-config-file');
  }
  const proto = getOptionValue('--disable-proto');
  if (proto) disableProto(proto);
  if (process.env.NODE_COMPILE_CACHE) require('internal/modules/compile_cache').enableFromEnvironment();
  if (process.env.WATCH_REPORT_DEPENDENCIES) require('internal/watch/report').start();
  if (preload) {
    const requests = getOptionValue('--require');
    if (requests?.length > 0) Module._preloadModules(requests);
  }
  if (preload && getOptionValue('--experimental-loader')?.length > 0) {
    require('internal/modules/esm/register').registerFromCommandLine();
  }
  // With --import: after it (modules/esm/entry.js).
  if (preload && getOptionValue('--frozen-intrinsics') && !(getOptionValue('--import')?.length > 0)) {
    require('internal/process/frozen_intrinsics').freezeIntrinsics();
  }
}

module.exports = { prepareModules, disableProto };
