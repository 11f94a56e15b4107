// SPDX-License-Identifier: MIT
// The loader of ES modules: resolves, loads and links whole graphs in one go (everything comes from disk),
// then evaluates. One per thread: getLoader().
'use strict';

const { PromisePrototypeThen, SafeMap } = primordials;

const { hooks } = require('internal/modules/hooks_state');
const { getOptionValue, refuseInSnapshot } = require('internal/options');
const { kSourcePhase, kEvaluationPhase, kInstantiated, kEvaluated, kErrored } = internalBinding('module_wrap');

const readExports = (wrap, text) => require('internal/modules/esm/builtins').readExports(wrap, text);

const kNew = 0;
const kLinking = 1;
const kLinked = 2;

/** One module of the graph. */
/** The tracing channel 'module.import'. */
const importChannel = require('internal/diagnostics').lazyTracingChannel('module.import');

class ModuleJob {
  // Fields, so that accessors on Object.prototype do not matter.
  url;
  format;
  wrap;
  parentURL;

  constructor(url, format, wrap, parentURL) {
    this.url = url;
    this.format = format;
    this.wrap = wrap;
    this.parentURL = parentURL;
    this.state = kNew;
    this.failure = undefined; // what linking threw
    this.jobs = undefined; // of its requests
    this.specifiers = undefined;
    this.evaluation = undefined; // promise
  }
}

class ModuleLoader {
  constructor() {
    this.jobs = new SafeMap(); // url (and type) -> ModuleJob
    this.resolved = new SafeMap(); // parent URL and specifier -> what defaultResolve() gave
    this.asyncHooks = undefined; // module.register()
    this.resolveAsync = undefined; // in the thread of the hooks: their own import() goes through them
    this.requiring = 0; // require() of ES modules that are being linked
  }

  // ---- resolution

  /** @returns {{ url: string, format?: string, importAttributes?: object }} */
  resolve(specifier, parentURL, attributes = { __proto__: null }) {
    if (hooks.resolve.length > 0) {
      const { resolveWithHooks } = require('internal/modules/hooks');
      return resolveWithHooks(specifier, parentURL, attributes, require('internal/modules/helpers').getEsmConditionsArray(),
                              (name, context) => this.resolveWithoutSyncHooks(name, context.parentURL, context.importAttributes, context.conditions));
    }
    return this.resolveWithoutSyncHooks(specifier, parentURL, attributes);
  }

  resolveWithoutSyncHooks(specifier, parentURL, attributes, conditions) {
    if (this.asyncHooks !== undefined) return this.asyncHooks.resolveSync(`${specifier}`, parentURL, attributes);
    const { defaultResolve } = require('internal/modules/esm/resolve');
    const context = { __proto__: null, parentURL, importAttributes: attributes, conditions };
    if (conditions !== undefined) return defaultResolve(`${specifier}`, context);
    // The same specifier in the same module means the same URL, whatever happens to the files.
    const key = `${parentURL}\x00${specifier}`;
    let result = this.resolved.get(key);
    if (result === undefined) {
      result = defaultResolve(`${specifier}`, context);
      this.resolved.set(key, result);
    }
    return result;
  }

  importMetaResolve(specifier, parentURL) {
    try {
      return this.resolve(specifier, parentURL).url;
    } catch (error) {
      if (error?.code === 'ERR_UNSUPPORTED_DIR_IMPORT' || error?.code === 'ERR_MODULE_NOT_FOUND') {
        if (error.url) return error.url;
      }
      throw error;
    }
  }

  // ---- loading

  load(url, format, attributes) {
    if (hooks.load.length > 0) {
      const { loadWithHooks } = require('internal/modules/hooks');
      const { withBytes } = require('internal/modules/esm/load');
      return loadWithHooks(url, format, attributes, require('internal/modules/helpers').getEsmConditionsArray(), (href, context) =>
        withBytes(this.loadWithoutSyncHooks(href, context.format, context.importAttributes, true)));
    }
    return this.loadWithoutSyncHooks(url, format, attributes, false);
  }

  loadWithoutSyncHooks(url, format, attributes, withSource) {
    if (this.asyncHooks !== undefined) return this.asyncHooks.loadSync(url, format, attributes);
    const { defaultLoad } = require('internal/modules/esm/load');
    return defaultLoad(url, { __proto__: null, format, importAttributes: attributes }, withSource);
  }

  keyOf(url, attributes) {
    return attributes?.type === undefined ? url : `${url}\x00${attributes.type}`;
  }

  /** The job of a resolved URL, made on first request. */
  jobOf(url, format, attributes, parentURL, isMain = false) {
    const key = this.keyOf(url, attributes);
    const known = this.jobs.get(key);
    if (known !== undefined) return known;
    const loaded = this.load(url, format, attributes);
    const finalURL = loaded.responseURL ?? url;
    const { translate } = require('internal/modules/esm/translators');
    const wrap = translate(this, finalURL, loaded, isMain);
    const job = new ModuleJob(url, loaded.format, wrap, parentURL);
    this.jobs.set(key, job);
    return job;
  }

  request(specifier, parentURL, attributes, isMain) {
    const resolved = this.resolve(specifier, parentURL, attributes);
    return this.jobOf(resolved.url, resolved.format, resolved.importAttributes ?? attributes, parentURL, isMain);
  }

  // ---- linking

  link(job) {
    if (job.failure !== undefined) throw job.failure.error;
    if (job.state !== kNew) return;
    job.state = kLinking;
    try {
      this.linkRequests(job);
    } catch (error) {
      job.failure = { __proto__: null, error };
      throw error;
    }
    job.state = kLinked;
  }

  linkRequests(job) {
    const requests = job.wrap.getModuleRequests();
    const { text } = job.wrap;
    job.wrap.text = undefined;
    if (requests.length === 0) {
      job.wrap.link([]);
      return;
    }
    const wraps = [];
    const jobs = [];
    const specifiers = [];
    for (let i = 0; i < requests.length; i++) {
      const { specifier, attributes, phase } = requests[i];
      const dependency = this.request(specifier, job.url, attributes, false);
      if (this.requiring > 0) require('internal/modules/esm/require').checkImportCycle(dependency, specifier, job.url);
      if (dependency.wrap.facade !== undefined) readExports(dependency.wrap, text);
      wraps[i] = dependency.wrap;
      jobs[i] = dependency;
      specifiers[i] = specifier;
      if (phase === kEvaluationPhase) this.link(dependency);
    }
    job.jobs = jobs;
    job.specifiers = specifiers;
    job.wrap.link(wraps);
  }

  instantiate(job) {
    this.link(job);
    if (job.wrap.getStatus() >= kInstantiated) return;
    try {
      job.wrap.instantiate();
    } catch (error) {
      throw require('internal/modules/esm/messages').explainInstantiation(error, job);
    }
  }

  // ---- evaluation

  evaluate(job) {
    if (getOptionValue('--inspect-brk')) require('internal/inspector/control').pauseOnStart();
    return job.evaluation ??= job.wrap.evaluate(-1, false);
  }

  /** import() of somebody at parentURL: a promise of the namespace. */
  import(specifier, parentURL, attributes, phase = kEvaluationPhase, isMain = false) {
    const trace = importChannel.active;
    if (trace === undefined) return this.importUntraced(specifier, parentURL, attributes, phase, isMain);
    return trace.tracePromise(this.importUntraced, { __proto__: null, parentURL, url: specifier }, this,
                              specifier, parentURL, attributes, phase, isMain);
  }

  async importUntraced(specifier, parentURL, attributes, phase, isMain) {
    let job;
    try {
      if (this.resolveAsync === undefined) {
        job = this.request(specifier, parentURL, attributes, isMain);
      } else {
        const { url, format } = await this.resolveAsync(specifier, parentURL, attributes);
        job = this.jobOf(url, format, attributes, parentURL, isMain);
      }
      if (phase === kSourcePhase) return sourceOf(job);
      this.link(job);
    } catch (error) {
      if (error?.code !== 'ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED') throw error;
      await new Promise(() => {}); // as the hook's promise
    }
    await undefined; // what stands behind import() runs first
    return await this.finishImport(job); // a promise that is returned is asked for its then
  }

  async finishImport(job) {
    this.instantiate(job);
    await this.run(job);
    if (job.wrap.facade !== undefined) readExports(job.wrap);
    return job.wrap.getNamespace();
  }

  run(job) {
    if (job.evaluation === undefined && job.wrap.getStatus() !== kEvaluated) {
      require('internal/modules/helpers').state.startedUserESM = true;
    }
    const promise = this.evaluate(job);
    return PromisePrototypeThen(promise, undefined, (error) => {
      throw require('internal/modules/esm/messages').explainEvaluation(error, job);
    });
  }

  /** A module whose source is given: --eval, stdin. */
  sourceModule(source, url) {
    const { compileSourceTextModule } = require('internal/modules/esm/translators');
    const job = new ModuleJob(url, 'module', compileSourceTextModule(url, source), undefined);
    this.jobs.set(url, job);
    return job;
  }
}

function sourceOf(job) {
  const source = job.wrap.getModuleSourceObject();
  if (source === undefined) {
    const { codes: { ERR_SOURCE_PHASE_NOT_DEFINED } } = require('internal/errors');
    throw new ERR_SOURCE_PHASE_NOT_DEFINED(job.url);
  }
  return source;
}

let loader;
/** The loader of this thread. */
function getLoader() {
  if (loader === undefined) {
    refuseInSnapshot('import');
    loader = new ModuleLoader();
  }
  return loader;
}

module.exports = { getLoader, ModuleJob, kLinked, kErrored };
