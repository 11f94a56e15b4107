// SPDX-License-Identifier: MIT
// vm.SourceTextModule and vm.SyntheticModule (--experimental-vm-modules).
'use strict';

const {
  ModuleWrap, kUninstantiated, kInstantiating, kInstantiated, kEvaluating, kEvaluated, kErrored, kSourcePhase,
} = internalBinding('module_wrap');
const { codes } = require('internal/errors');
const {
  validateArray, validateBoolean, validateBuffer, validateFunction, validateInt32, validateObject, validateString,
  validateUint32,
} = require('internal/validators');
const { kEmptyObject, customInspectSymbol, emitExperimentalWarning, getConstructorOf } = require('internal/util');
const { hostSymbolFor, registerCallback, isContext } = require('internal/vm');
const { metaInitializers } = require('internal/modules/esm/default_host');

const kWrap = Symbol('kWrap');
const kContext = Symbol('kContext');
const kNoError = Symbol('kNoError');

const statusNames = {
  __proto__: null,
  [kUninstantiated]: 'unlinked',
  [kInstantiating]: 'linking',
  [kInstantiated]: 'linked',
  [kEvaluating]: 'evaluating',
  [kEvaluated]: 'evaluated',
  [kErrored]: 'errored',
};

let identifierNumber = 0;

/** Whether a value is a vm module. */
function isModule(object) {
  return typeof object === 'object' && object !== null && object[kWrap] instanceof ModuleWrap;
}

function wrapOf(mod) {
  if (!isModule(mod)) throw new codes.ERR_INVALID_THIS('Module');
  return mod[kWrap];
}


/** What both kinds share. */
class Module {
  #failure = kNoError; // of link()
  #linking = false;
  #abandoned = false; // its linker has thrown: "linking" for ever, as in Node

  constructor(options) {
    emitExperimentalWarning('VM Modules');
    require('internal/options').refuseInSnapshot('vm.Module');
    if (new.target === Module) throw new TypeError('Module is not a constructor');
    const { context, sourceText, syntheticExportNames, syntheticEvaluationSteps } = options;
    if (context !== undefined) {
      validateObject(context, 'context');
      if (!isContext(context)) throw new codes.ERR_INVALID_ARG_TYPE('options.context', 'vm.Context', context);
    }
    let { identifier } = options;
    if (identifier !== undefined) validateString(identifier, 'options.identifier');
    else identifier = `vm:module(${identifierNumber++})`;
    if (sourceText !== undefined) {
      const symbol = hostSymbolFor(options.importModuleDynamically, identifier);
      this[kWrap] = new ModuleWrap(identifier, context, sourceText, options.lineOffset, options.columnOffset, symbol,
                                   options.cachedData);
      registerCallback(symbol, options.importModuleDynamically, this);
    } else {
      this[kWrap] = new ModuleWrap(identifier, context, syntheticExportNames, syntheticEvaluationSteps);
    }
    metaInitializers.set(this[kWrap], options.initializeImportMeta === undefined ? () => {} : (meta) => {
      options.initializeImportMeta(meta, this);
    });
    this[kContext] = context;
  }

  get identifier() {
    return wrapOf(this).url;
  }

  get context() {
    wrapOf(this);
    return this[kContext];
  }

  get namespace() {
    const wrap = wrapOf(this);
    if (wrap.getStatus() < kInstantiated) throw new codes.ERR_VM_MODULE_STATUS('must not be unlinked or linking');
    return wrap.getNamespace();
  }

  get status() {
    const wrap = wrapOf(this);
    if (this.#failure !== kNoError) return 'errored';
    if (this.#linking) return 'linking';
    return statusNames[wrap.getStatus()];
  }

  get error() {
    const wrap = wrapOf(this);
    if (this.#failure !== kNoError) return this.#failure;
    if (wrap.getStatus() !== kErrored) throw new codes.ERR_VM_MODULE_STATUS('must be errored');
    return wrap.getError();
  }

  async link(linker) {
    const wrap = wrapOf(this);
    validateFunction(linker, 'linker');
    if (this.status === 'linked' || this.status === 'evaluated' || wrap.getStatus() > kUninstantiated) {
      throw new codes.ERR_VM_MODULE_ALREADY_LINKED();
    }
    if (this.status !== 'unlinked') {
      throw new codes.ERR_VM_MODULE_STATUS('must be unlinked');
    }
    await linkGraph(this, linker);
    wrap.instantiate();
  }

  /** Asks the linker for all that mod imports. @returns {Promise<any[]>} */
  static ask(mod, linker) {
    mod.#linking = true;
    let asked;
    try {
      asked = mod[kWrap].getModuleRequests().map(({ specifier, attributes }) =>
        linker(specifier, mod, { attributes, assert: attributes }));
    } catch (error) {
      mod.#abandoned = true;
      throw error;
    }
    const all = Promise.all(asked);
    if (asked.length > 0) all.catch((error) => { mod.#failure = error; });
    return all;
  }

  /** Takes what the linker gave. @returns {Module[]} */
  static linked(mod, modules) {
    try {
      const requests = mod[kWrap].getModuleRequests();
      modules.forEach((m, i) => {
        if (!isModule(m)) throw new codes.ERR_VM_MODULE_NOT_MODULE();
        if (m.context !== mod.context) throw new codes.ERR_VM_MODULE_DIFFERENT_CONTEXT();
        if (m.status === 'errored') {
          throw new codes.ERR_VM_MODULE_LINK_FAILURE(`request for '${requests[i].specifier}' resolved to an errored module`, m.error);
        }
      });
      mod[kWrap].link(modules.map((m) => m[kWrap]));
      return modules;
    } catch (error) {
      mod.#failure = error;
      throw error;
    }
  }

  static linkEnded(mod) {
    mod.#linking = mod.#abandoned;
  }

  // V8's own promise: it is settled at once when nothing is awaited.
  evaluate(options = kEmptyObject) {
    try {
      const wrap = wrapOf(this);
      validateObject(options, 'options');
      let { timeout } = options;
      if (timeout === undefined) timeout = -1;
      else validateUint32(timeout, 'options.timeout', true);
      const { breakOnSigint = false } = options;
      validateBoolean(breakOnSigint, 'options.breakOnSigint');
      const { status } = this;
      if (status !== 'linked' && status !== 'evaluated' && status !== 'errored') {
        throw new codes.ERR_VM_MODULE_STATUS('must be one of linked, evaluated, or errored');
      }
      return wrap.evaluate(timeout, breakOnSigint);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  [customInspectSymbol](depth, options) {
    wrapOf(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const constructor = getConstructorOf(this) || Module;
    const o = { __proto__: { constructor } };
    o.status = this.status;
    o.identifier = this.identifier;
    o.context = this.context;
    Object.setPrototypeOf(o, Object.getPrototypeOf(this));
    Object.defineProperty(o, Symbol.toStringTag, { __proto__: null, value: constructor.name, configurable: true });
    return require('internal/util/inspect').inspect(o, { ...options, customInspect: false });
  }
}

// Links everything that can be reached, each module once.
async function linkGraph(root, linker) {
  const seen = new Set([root]);
  // As many turns of the microtask queue as Node's: an error of the linker takes none, a module without imports one.
  const below = (modules) => Promise.all(modules.map(async (m) => {
    const isNew = !seen.has(m) && m.status === 'unlinked' && m instanceof SourceTextModule;
    if (isNew) seen.add(m);
    await (isNew ? visit(m) : undefined);
  }));
  const visit = async (mod) => {
    const modules = Module.linked(mod, await Module.ask(mod, linker));
    if (modules.length > 0) await below(modules);
  };
  try {
    const modules = Module.linked(root, await Module.ask(root, linker));
    if (modules.length > 0) await below(modules);
  } finally {
    for (const mod of seen) Module.linkEnded(mod);
  }
}

/** An ES module from source text. */
class SourceTextModule extends Module {
  #requests;

  constructor(sourceText, options = kEmptyObject) {
    validateString(sourceText, 'sourceText');
    validateObject(options, 'options');
    const {
      lineOffset = 0, columnOffset = 0, initializeImportMeta, importModuleDynamically, context, identifier, cachedData,
    } = options;
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    if (initializeImportMeta !== undefined) validateFunction(initializeImportMeta, 'options.initializeImportMeta');
    if (importModuleDynamically !== undefined) {
      validateFunction(importModuleDynamically, 'options.importModuleDynamically');
    }
    if (cachedData !== undefined) validateBuffer(cachedData, 'options.cachedData');
    super({
      sourceText, context, identifier, lineOffset, columnOffset, cachedData, initializeImportMeta,
      importModuleDynamically,
    });
    if (cachedData !== undefined && this[kWrap].cachedDataRejected) {
      throw new codes.ERR_VM_MODULE_CACHED_DATA_REJECTED('cachedData buffer was rejected');
    }
  }

  /** What it imports, in order. */
  get moduleRequests() {
    const wrap = wrapOf(this);
    this.#requests ??= Object.freeze(wrap.getModuleRequests().map(({ specifier, attributes, phase }) => Object.freeze({
      __proto__: null, specifier, attributes: Object.freeze(attributes),
      phase: phase === kSourcePhase ? 'source' : 'evaluation',
    })));
    return this.#requests;
  }

  get dependencySpecifiers() {
    const wrap = wrapOf(this);
    return Object.freeze(wrap.getModuleRequests().map(({ specifier }) => specifier));
  }

  /** Links all requests at once, in the order of moduleRequests. */
  linkRequests(modules) {
    const wrap = wrapOf(this);
    validateArray(modules, 'modules');
    if (this.status !== 'unlinked') throw new codes.ERR_VM_MODULE_STATUS('must be unlinked');
    const requests = this.moduleRequests;
    if (modules.length !== requests.length) {
      throw new codes.ERR_MODULE_LINK_MISMATCH(
        `Expected ${requests.length} modules, got ${modules.length}`);
    }
    const byKey = new Map();
    const wraps = modules.map((m, i) => {
      if (!isModule(m)) throw new codes.ERR_VM_MODULE_NOT_MODULE();
      if (m.context !== this.context) throw new codes.ERR_VM_MODULE_DIFFERENT_CONTEXT();
      const key = `${requests[i].specifier}\0${JSON.stringify(requests[i].attributes)}`;
      if (byKey.has(key) && byKey.get(key) !== m) {
        throw new codes.ERR_MODULE_LINK_MISMATCH(
          `The module request '${requests[i].specifier}' was linked to different modules`);
      }
      byKey.set(key, m);
      return m[kWrap];
    });
    wrap.link(wraps);
  }

  instantiate() {
    const wrap = wrapOf(this);
    if (this.status !== 'unlinked') throw new codes.ERR_VM_MODULE_STATUS('must be unlinked');
    wrap.instantiate();
  }

  hasAsyncGraph() {
    const wrap = wrapOf(this);
    if (wrap.getStatus() < kInstantiated) {
      throw new codes.ERR_VM_MODULE_STATUS('must be instantiated');
    }
    return wrap.isGraphAsync();
  }

  hasTopLevelAwait() {
    return wrapOf(this).hasTopLevelAwait();
  }

  createCachedData() {
    const wrap = wrapOf(this);
    const { status } = this;
    if (status === 'evaluating' || status === 'evaluated' || status === 'errored') {
      throw new codes.ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA();
    }
    return wrap.createCachedData();
  }
}

/** A module whose exports are set by a function. */
class SyntheticModule extends Module {
  constructor(exportNames, evaluateCallback, options = kEmptyObject) {
    if (!Array.isArray(exportNames) || exportNames.some((name) => typeof name !== 'string')) {
      throw new codes.ERR_INVALID_ARG_TYPE('exportNames', 'Array of unique strings', exportNames);
    }
    exportNames.forEach((name, i) => {
      if (exportNames.indexOf(name, i + 1) !== -1) {
        throw new codes.ERR_INVALID_ARG_VALUE(`exportNames.${name}`, name, 'is duplicated');
      }
    });
    validateFunction(evaluateCallback, 'evaluateCallback');
    validateObject(options, 'options');
    const { context, identifier } = options;
    super({
      syntheticExportNames: exportNames, context, identifier,
      syntheticEvaluationSteps: () => evaluateCallback.call(this),
    });
    this[kWrap].instantiate();
  }

  /** There is nothing to link. */
  link() {
    wrapOf(this);
  }

  setExport(name, value) {
    const wrap = wrapOf(this);
    validateString(name, 'name');
    if (wrap.getStatus() < kInstantiated) throw new codes.ERR_VM_MODULE_STATUS('must be linked');
    wrap.setExport(name, value);
  }
}

module.exports = {
  isModule,
  publicModules: { Module, SourceTextModule, SyntheticModule },
};
