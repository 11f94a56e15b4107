// SPDX-License-Identifier: MIT
// Runs the program's first module: decides which loader takes it.
'use strict';

const { StringPrototypeEndsWith } = primordials;

const { getOptionValue } = require('internal/options');
const path = require('path');

/** The real path of the main script; undefined when CommonJS has to find it. */
function resolveMainPath(main) {
  const { Module } = require('internal/modules/cjs/loader');
  const { toRealPath } = require('internal/modules/helpers');
  const resolved = Module._findPath(path.resolve(main), null, true);
  if (!resolved) return undefined;
  return getOptionValue('--preserve-symlinks-main') ? resolved : toRealPath(resolved);
}

function isESM(mainPath) {
  const loaders = getOptionValue('--experimental-loader');
  if (loaders?.length > 0) return true;
  if (getOptionValue('--import')?.length > 0) return true;
  if (getOptionValue('--experimental-default-type') === 'module') return true;
  if (mainPath === undefined) return false;
  if (StringPrototypeEndsWith(mainPath, '.mjs') || StringPrototypeEndsWith(mainPath, '.mts')) return true;
  if (StringPrototypeEndsWith(mainPath, '.wasm')) return true;
  if (StringPrototypeEndsWith(mainPath, '.cjs') || StringPrototypeEndsWith(mainPath, '.cts')) return false;
  const { getNearestParentPackageJSONType } = require('internal/modules/package_json_reader');
  return getNearestParentPackageJSONType(mainPath) === 'module';
}

/**
 * module.runMain(): runs a script file as the main module.
 * @param {string} main
 */
function executeUserEntryPoint(main = process.argv[1]) {
  const mainPath = resolveMainPath(main);
  if (isESM(mainPath)) {
    const file = mainPath ?? main;
    const { pathToFileURL } = require('internal/url');
    require('internal/modules/esm/entry').runMainModule(pathToFileURL(file).href);
    return;
  }
  const { wrapModuleLoad } = require('internal/modules/cjs/loader');
  wrapModuleLoad(main, null, true);
}

module.exports = { executeUserEntryPoint, resolveMainPath };
