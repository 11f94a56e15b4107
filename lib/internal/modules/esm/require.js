// SPDX-License-Identifier: MIT
// require() of an ES module: its graph is linked and evaluated at once; its namespace is the result.
'use strict';

const { ObjectPrototypeHasOwnProperty, SafeSet } = primordials;

const { getLoader, ModuleJob } = require('internal/modules/esm/loader');
const { pathToFileURL } = require('internal/url');
const { kEvaluating, kEvaluated, kErrored, ModuleWrap } = internalBinding('module_wrap');

/** require() came back to an ES module that is not done: throws ERR_REQUIRE_CYCLE_MODULE. */
function checkCycle(mod, job) {
  const { codes: { ERR_REQUIRE_CYCLE_MODULE } } = require('internal/errors');
  const { hidden } = require('internal/modules/cjs/loader');
  const from = hidden(mod).parent?.filename;
  throw new ERR_REQUIRE_CYCLE_MODULE(cycleMessage(mod.filename, from));
}

function cycleMessage(filename, parent) {
  let message = `Cannot require() ES Module ${filename} in a cycle.`;
  if (parent) message += ` (from ${parent})`;
  return `${message} A cycle involving require(esm) is not allowed to maintain invariants mandated by the ` +
    'ECMAScript specification. Try making at least part of the dependency in the graph lazily loaded.';
}

/** import of something that waits for the require() which is being worked on. */
function checkImportCycle(dependency, specifier, parentURL) {
  let kind;
  if (dependency.format === 'commonjs' || dependency.format === 'commonjs-typescript') {
    const { Module, kIsExecuting } = require('internal/modules/cjs/loader');
    const { urlToFilename } = require('internal/modules/helpers');
    const mod = Module._cache[urlToFilename(dependency.url)];
    if (mod !== undefined && !mod.loaded && mod[kIsExecuting]) kind = 'CommonJS Module';
  } else if (dependency.wrap.getStatus() === kEvaluating) {
    kind = 'Module';
  }
  if (kind === undefined) return;
  const { codes: { ERR_REQUIRE_CYCLE_MODULE } } = require('internal/errors');
  throw new ERR_REQUIRE_CYCLE_MODULE(
    `Cannot import ${kind} ${specifier} in a cycle. (from ${require('internal/modules/helpers').urlToFilename(parentURL)})`);
}

function asyncError(filename, parent) {
  const { codes: { ERR_REQUIRE_ASYNC_MODULE } } = require('internal/errors');
  return new ERR_REQUIRE_ASYNC_MODULE(filename, parent);
}

/** The namespace as CommonJS sees it. */
function exportsOf(namespace, job) {
  if (ObjectPrototypeHasOwnProperty(namespace, 'module.exports')) return namespace['module.exports'];
  if (!ObjectPrototypeHasOwnProperty(namespace, 'default') || ObjectPrototypeHasOwnProperty(namespace, '__esModule')) {
    return namespace;
  }
  // Tools that compile import to require look for __esModule beside a default export.
  const facade = new ModuleWrap(
    'node:internal/require_module_default_facade', undefined,
    `export * from 'original'; export { default } from 'original'; export const __esModule = true;`, 0, 0);
  const requests = facade.getModuleRequests();
  facade.link(requests.map(() => job.wrap));
  facade.instantiate();
  facade.evaluateSync();
  return facade.getNamespace();
}

/**
 * Fills mod.exports from the ES module `filename`.
 * @param {Module} mod
 * @param {string} filename
 * @param {string} source
 * @param {boolean} detected the package did not say that it is one
 * @param {symbol} kIsESM
 */
function loadESMFromCJS(mod, filename, source, detected, kIsESM) {
  const { hidden, kIsMainSymbol, kURL } = require('internal/modules/cjs/loader');
  const loader = getLoader();
  const url = mod[kURL] ?? pathToFileURL(filename).href;
  if (detected) warnTypeless(url, filename);
  if (mod[kIsMainSymbol]) {
    require('internal/modules/esm/entry').runMainSource(url, source);
    return;
  }
  const { parent } = hidden(mod);
  traceRequire(filename, parent?.filename);
  let job = loader.jobs.get(url);
  if (job === undefined) {
    const { compileSourceTextModule } = require('internal/modules/esm/translators');
    job = new ModuleJob(url, 'module', compileSourceTextModule(url, source), undefined);
    loader.jobs.set(url, job);
  }
  mod[kIsESM] = job;
  runSync(loader, job, filename, parent?.filename);
  mod.exports = exportsOf(job.wrap.getNamespace(), job);
  mod[kIsESM] = undefined;
}

// --trace-require-module
function traceRequire(filename, parentPath) {
  const { getOptionValue } = require('internal/options');
  const mode = getOptionValue('--trace-require-module');
  if (!mode) return;
  if (mode === 'no-node-modules' && parentPath?.includes('/node_modules/')) return;
  const { Module } = require('internal/modules/cjs/loader');
  process.emitWarning(
    `CommonJS module ${parentPath} is loading ES Module ${filename} using require().\n` +
    'Support for loading ES Module in require() is an experimental feature and might change at any time',
    'ExperimentalWarning', undefined, Module.prototype.require);
}

/** Links and evaluates a job at once; throws what its modules throw, and when they wait for something. */
function runSync(loader, job, filename, parentPath) {
  const { wrap } = job;
  const status = wrap.getStatus();
  if (status === kEvaluating) {
    const { codes: { ERR_REQUIRE_CYCLE_MODULE } } = require('internal/errors');
    throw new ERR_REQUIRE_CYCLE_MODULE(cycleMessage(filename, parentPath));
  }
  if (status === kErrored) throw wrap.getError();
  loader.requiring++;
  try {
    loader.instantiate(job);
  } finally {
    loader.requiring--;
  }
  if (status !== kEvaluated || wrap.isGraphAsync()) {
    if (hasCycle(job, new SafeSet())) {
      const { codes: { ERR_REQUIRE_CYCLE_MODULE } } = require('internal/errors');
      throw new ERR_REQUIRE_CYCLE_MODULE(cycleMessage(filename, parentPath));
    }
  }
  if (wrap.isGraphAsync()) throw asyncError(filename, parentPath);
  if (wrap.getStatus() < kEvaluating || status < kEvaluated) {
    require('internal/modules/helpers').state.startedUserESM = true;
    try {
      if (!wrap.evaluateSync()) throw asyncError(filename, parentPath);
    } catch (error) {
      throw require('internal/modules/esm/messages').explainEvaluation(error, job);
    }
  }
}

// A dependency that is being evaluated further down the stack.
function hasCycle(job, seen) {
  if (seen.has(job)) return false;
  seen.add(job);
  if (job.wrap.getStatus() === kEvaluating) return true;
  if (job.jobs !== undefined) {
    for (let i = 0; i < job.jobs.length; i++) {
      if (hasCycle(job.jobs[i], seen)) return true;
    }
  }
  return false;
}

function warnTypeless(url, filename) {
  const { getNearestParentPackageJSON } = require('internal/modules/package_json_reader');
  const config = getNearestParentPackageJSON(filename);
  if (config === undefined) return;
  const { warnTypelessPackage } = require('internal/modules/esm/formats');
  warnTypelessPackage({ __proto__: null, href: url }, filename);
}

module.exports = { loadESMFromCJS, checkCycle, checkImportCycle, exportsOf, runSync };
