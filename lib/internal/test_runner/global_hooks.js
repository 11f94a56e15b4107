// SPDX-License-Identifier: MIT
// --test-global-setup: a module with globalSetup() and globalTeardown(), which run once around a whole run.
'use strict';

const path = require('path');
const { pathToFileURL } = require('internal/url');

function importFrom(specifier, cwd) {
  const { getLoader } = require('internal/modules/esm/loader');
  return getLoader().import(specifier, pathToFileURL(`${cwd}/`).href, { __proto__: null });
}

/**
 * Loads the module and runs its globalSetup().
 * @param {string} [file] nothing happens without
 * @param {string} cwd
 * @returns {Promise<Function|undefined>} its globalTeardown
 */
async function setUp(file, cwd) {
  if (!file) return undefined;
  const namespace = await importFrom(pathToFileURL(path.resolve(cwd, file)).href, cwd);
  const hooks = namespace.globalSetup || namespace.globalTeardown ? namespace : namespace.default ?? {};
  const { validateFunction } = require('internal/validators');
  if (hooks.globalSetup) validateFunction(hooks.globalSetup, 'globalSetupModule.globalSetup');
  if (hooks.globalTeardown) validateFunction(hooks.globalTeardown, 'globalSetupModule.globalTeardown');
  await hooks.globalSetup?.();
  return hooks.globalTeardown;
}

module.exports = { importFrom, setUp };
