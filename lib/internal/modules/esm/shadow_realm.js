// SPDX-License-Identifier: MIT
// Modules of ShadowRealms: each realm has modules of its own, which see neither the library's modules nor the hooks of
// the program. Nothing of this realm may get into the other: what it sees there are strings and its own objects.
'use strict';

const { JSONParse, JSONStringify, SafeMap, SafeWeakRef, StringPrototypeStartsWith, Symbol } = primordials;

const { ModuleWrap } = internalBinding('module_wrap');
const { metaInitializers, registerImport } = require('internal/modules/esm/default_host');

/** What code without a file imports relative to. */
function baseURL() {
  return require('internal/url').pathToFileURL(`${process.cwd()}/`).href;
}

class RealmLoader {
  // Fields, so that accessors on Object.prototype do not matter.
  sandbox;
  symbol;
  jobs;
  referrer;

  /** @param {object} sandbox by which the engine knows the realm's context */
  constructor(sandbox) {
    this.sandbox = sandbox;
    this.symbol = Symbol('shadow realm'); // the context has it
    this.referrer = { __proto__: null, realm: new SafeWeakRef(this) };
    this.jobs = new SafeMap(); // url and type -> job
  }

  resolve(specifier, parentURL) {
    const { codes: { ERR_MODULE_NOT_FOUND, ERR_UNKNOWN_BUILTIN_MODULE } } = require('internal/errors');
    const { defaultResolve } = require('internal/modules/esm/resolve');
    const resolved = defaultResolve(specifier, { __proto__: null, parentURL });
    if (!StringPrototypeStartsWith(resolved.url, 'node:') && !StringPrototypeStartsWith(resolved.url, 'eddy:')) return resolved;
    if (specifier === resolved.url) throw new ERR_UNKNOWN_BUILTIN_MODULE(specifier);
    throw new ERR_MODULE_NOT_FOUND(specifier, parentURL, null);
  }

  /** The job of the module of a request: { wrap, isLinked, evaluation }. */
  load(specifier, parentURL, attributes) {
    const { url, format } = this.resolve(specifier, parentURL);
    const key = `${attributes.type ?? ''}:${url}`;
    let job = this.jobs.get(key);
    if (job === undefined) {
      job = { __proto__: null, wrap: this.make(url, format, attributes), isLinked: false, evaluation: undefined };
      this.jobs.set(key, job);
    }
    return job;
  }

  make(url, format, attributes) {
    const { defaultLoad } = require('internal/modules/esm/load');
    const loaded = defaultLoad(url, { __proto__: null, format, importAttributes: attributes });
    if (loaded.format === 'json') return this.makeJSON(url, loaded.source);
    if (loaded.format !== 'module') {
      const { codes: { ERR_UNKNOWN_MODULE_FORMAT } } = require('internal/errors');
      throw new ERR_UNKNOWN_MODULE_FORMAT(loaded.format, url);
    }
    // The engine keeps a script's symbol for long after its realm has gone: it may not keep the realm.
    const symbol = Symbol(url);
    registerImport(symbol, (specifier, { realm }, importAttributes) =>
      realm.deref().import(specifier, url, importAttributes), this.referrer);
    const wrap = new ModuleWrap(url, this.sandbox, `${loaded.source}`, 0, 0, symbol);
    metaInitializers.set(wrap, (meta) => { meta.url = url; });
    return wrap;
  }

  // The objects are made in the realm.
  makeJSON(url, source) {
    const text = JSONStringify(JSONStringify(JSONParse(`${source}`)));
    return new ModuleWrap(url, this.sandbox, `export default JSON.parse(${text});`, 0, 0, this.symbol);
  }

  /** Links a module and all it imports. Everything comes from disk: there is nothing to wait for. */
  link(job) {
    if (job.isLinked) return;
    job.isLinked = true; // cycles end here
    const requests = job.wrap.getModuleRequests(), wraps = [];
    for (let i = 0; i < requests.length; i++) {
      const other = this.load(requests[i].specifier, job.wrap.url, requests[i].attributes);
      this.link(other);
      wraps[i] = other.wrap;
    }
    job.wrap.link(wraps);
  }

  /** @returns {Promise<object>} the namespace, an object of the realm */
  async import(specifier, parentURL, attributes) {
    const job = this.load(`${specifier}`, parentURL, attributes);
    this.link(job);
    job.wrap.instantiate();
    job.evaluation ??= job.wrap.evaluate(-1, false);
    await job.evaluation;
    return job.wrap.getNamespace();
  }
}

/**
 * Called by the engine for each new ShadowRealm.
 * @param {object} sandbox
 * @returns {symbol} that stands for the realm when its code imports
 */
function createRealm(sandbox) {
  const loader = new RealmLoader(sandbox);
  registerImport(loader.symbol, (specifier, _, attributes) => loader.import(specifier, baseURL(), attributes), loader.referrer);
  return loader.symbol;
}

module.exports = { createRealm };
