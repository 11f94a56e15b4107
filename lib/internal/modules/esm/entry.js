// SPDX-License-Identifier: MIT
// The program's entry as an ES module, --import, and exit code 13 when top-level await never ends.
'use strict';

const { getLoader } = require('internal/modules/esm/loader');
const { getOptionValue } = require('internal/options');

const kUnsettledTopLevelAwait = 13;

// Calls triggerUncaughtException outside of the promise: an import that fails is fatal.
function fail(error) {
  require('internal/process/promises').triggerUncaughtException(error, true);
}

/** Keeps an eye on the program's entry: if it never finishes, the process ends with 13. */
function watch(promise, job) {
  const { atExit } = require('internal/process/execution');
  const onUnsettled = () => {
    if (process.exitCode !== undefined) return;
    process.exitCode = kUnsettledTopLevelAwait;
    warnStalled(job);
  };
  atExit.unsettled = onUnsettled;
  const done = () => {
    if (atExit.unsettled === onUnsettled) atExit.unsettled = null;
  };
  return promise.then(done, (error) => {
    done();
    throw error;
  });
}

function warnStalled(job) {
  if (getOptionValue('--warnings') === false) return;
  let where = '';
  const arrows = job === undefined ? [] : stalledArrows(job);
  if (arrows.length > 0) where = ` at ${arrows[0]}`;
  process._rawDebug(`Warning: Detected unsettled top-level await${where}\n\n`);
}

function stalledArrows(job) {
  try {
    return job.wrap.stalled();
  } catch {
    return [];
  }
}

async function preload(loader) {
  const parentURL = require('internal/url').pathToFileURL(`${process.cwd()}/`).href;
  const list = getOptionValue('--import') ?? [];
  for (let i = 0; i < list.length; i++) {
    await loader.import(list[i], parentURL, { __proto__: null });
  }
  if (getOptionValue('--frozen-intrinsics')) require('internal/process/frozen_intrinsics').freezeIntrinsics();
}

/** Runs fn after --import, and keeps the process's exit code right. */
function runWithPreloads(fn) {
  const loader = getLoader();
  const imports = getOptionValue('--import');
  if (imports?.length > 0) {
    watch(preload(loader).then(() => fn(loader))).catch(fail);
    return;
  }
  const done = fn(loader); // what it throws is an ordinary uncaught exception
  done?.catch(fail);
}

/** Runs the ES module at `url` as the main module. */
function runMainModule(url) {
  require('internal/modules/esm/import_meta').setMainURL(url);
  runWithPreloads(async (loader) => {
    const job = loader.request(url, undefined, { __proto__: null }, true);
    require('internal/modules/esm/import_meta').setMainURL(job.wrap.url);
    loader.instantiate(job);
    await undefined; // promises of the program come before its ticks
    return watch(loader.run(job), job);
  });
}

/** The same with the source in hand: require() found out that the main script is one. */
function runMainSource(url, source) {
  require('internal/modules/esm/import_meta').setMainURL(url);
  const loader = getLoader();
  const job = loader.sourceModule(source, url);
  loader.instantiate(job);
  Promise.resolve().then(() => watch(loader.run(job), job)).catch(fail);
}

module.exports = { runMainModule, runMainSource, runWithPreloads, watch, fail };
