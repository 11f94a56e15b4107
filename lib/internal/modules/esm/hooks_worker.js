// SPDX-License-Identifier: MIT
// The thread of module.register(): loads hook modules and runs the chains of their resolve() and load().
// Started by register.js, which waits for each answer.
'use strict';

const { codes } = require('internal/errors');
const { serializeError } = require('internal/error_serdes');
const { validateObject, validateString } = require('internal/validators');
const { getEsmConditionsArray } = require('internal/modules/helpers');
const { getLoader } = require('internal/modules/esm/loader');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');

const state = require('internal/worker/state');
const { workerData: { shared, port } } = state;
// What belongs to this file is none of the hooks' business.
state.workerData = null;
state.parentPort = null;
const answers = new Int32Array(shared);

const chains = {
  __proto__: null,
  resolve: [{ fn: lastResolve, url: 'node:internal/modules/esm/resolve' }],
  load: [{ fn: lastLoad, url: 'node:internal/modules/esm/load' }],
};

function lastResolve(specifier, context) {
  const { defaultResolve } = require('internal/modules/esm/resolve');
  return { ...defaultResolve(specifier, context) };
}

function lastLoad(url, context) {
  const { defaultLoad, withBytes } = require('internal/modules/esm/load');
  const { format, source } = withBytes(defaultLoad(url, context, false));
  return { __proto__: null, format, responseURL: url, source };
}

// What the hooks print must be there when the program ends.
for (const { 0: name, 1: fd } of [['stdout', 1], ['stderr', 2]]) {
  const { Writable } = require('stream');
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, encoding, callback) {
      require('fs').writeSync(fd, chunk);
      callback();
    },
  });
  Object.defineProperty(process, name, { __proto__: null, configurable: true, enumerable: true, get: () => stream });
}

// What modules of --require register in this thread; comes before all that is asked.
let registered = Promise.resolve();
require('internal/modules/esm/register').registerHere((specifier, parentURL, data) => {
  registered = registered.then(() => register(specifier, parentURL, data));
});

// --require holds in every thread.
const preloads = require('internal/options').getOptionValue('--require');
if (preloads?.length > 0) require('internal/modules/cjs/loader').Module._preloadModules(preloads);

// import.meta.resolve() of a hook module would have to wait for this very thread.
require('internal/modules/esm/import_meta').withoutResolve();

// ---- importAssertions, as import attributes were called ----------------------------------------------

let warnedAssertions = false;
function warnAssertions() {
  if (warnedAssertions) return;
  warnedAssertions = true;
  process.emitWarning('Use `importAttributes` instead of `importAssertions`', 'ExperimentalWarning');
}
function withAssertions(context) {
  return Object.defineProperty(context, 'importAssertions', {
    __proto__: null,
    configurable: true,
    get() {
      warnAssertions();
      return this.importAttributes;
    },
    set(value) {
      warnAssertions();
      this.importAttributes = value;
    },
  });
}
// The old name in what a hook hands on or gives back.
function attributesOf(object) {
  const own = Object.getOwnPropertyDescriptor(object, 'importAssertions');
  if (own === undefined || own.get !== undefined) return object.importAttributes;
  warnAssertions();
  return object.importAttributes ?? own.value;
}
function merge(current, context) {
  if (context === undefined || context === null) return current;
  const merged = { ...current, ...context, importAttributes: attributesOf(context) ?? current.importAttributes };
  delete merged.importAssertions;
  return withAssertions(merged);
}

// ---- chains ---------------------------------------------------------------------------------------

const checkArguments = {
  __proto__: null,
  resolve(id, specifier, context) {
    validateString(specifier, `${id} hook's nextResolve() specifier`);
    if (context) validateObject(context, `${id} hook's nextResolve() context`);
  },
  load(id, url, context) {
    if (typeof url !== 'string') {
      throw new codes.ERR_INVALID_ARG_TYPE(`${id} hook's nextLoad() url`, 'string', url);
    }
    if (!require('internal/url').URL.canParse(url)) {
      throw new codes.ERR_INVALID_ARG_VALUE(`${id} hook's nextLoad() url`, url, 'should be a URL string');
    }
    if (context) validateObject(context, `${id} hook's nextLoad() context`);
  },
};

function nextFor(name, index, current, state) {
  if (index < 0) return undefined;
  const { fn, url } = chains[name][index];
  const id = `${url} '${name}'`;
  const step = async (value, context) => {
    checkArguments[name](state.id ?? id, value, context);
    const previous = state.id;
    state.id = id;
    state.last = id;
    if (index === 0) state.finished = true;
    const merged = merge(current, context);
    const next = nextFor(name, index - 1, merged, state);
    const result = await (next === undefined ? fn(value, merged) : fn(value, merged, next));
    if (result === null || typeof result !== 'object') {
      const who = `${previous ?? id} hook's ${name === 'resolve' ? 'nextResolve' : 'nextLoad'}()`;
      throw new codes.ERR_INVALID_RETURN_VALUE('an object', who, result);
    }
    if (result.shortCircuit === true) state.shortCircuited = true;
    state.id = previous;
    return result;
  };
  Object.defineProperty(step, 'name', {
    __proto__: null, value: name === 'resolve' ? 'nextResolve' : 'nextLoad', configurable: true,
  });
  return step;
}

async function runChain(name, value, context) {
  const state = { __proto__: null, id: undefined, finished: false, shortCircuited: false };
  const index = chains[name].length - 1;
  const id = `${chains[name][index].url} '${name}'`;
  const result = await nextFor(name, index, context, state)(value);
  if (!state.finished && !state.shortCircuited) throw new codes.ERR_LOADER_CHAIN_INCOMPLETE(state.last);
  return { result, id };
}

async function resolve(specifier, parentURL, importAttributes) {
  const conditions = getEsmConditionsArray();
  const { result, id } = await runChain(
    'resolve', specifier, withAssertions({ conditions, importAttributes, parentURL }));
  const { url, format } = result;
  const attributes = attributesOf(result);
  if (attributes !== undefined && attributes !== null && typeof attributes !== 'object') {
    throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE('an object', id, 'importAttributes', attributes);
  }
  if (format !== undefined && format !== null && typeof format !== 'string') {
    throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE('a string', id, 'format', format);
  }
  if (typeof url !== 'string' || !require('internal/url').URL.canParse(url)) {
    throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE('a URL string', id, 'url', url);
  }
  return { url, format, importAttributes: attributes };
}

async function load(url, format, importAttributes) {
  const { result, id } = await runChain('load', url, withAssertions({ format, importAttributes }));
  const { responseURL, source } = result;
  if (responseURL !== undefined && (typeof responseURL !== 'string' || !require('internal/url').URL.canParse(responseURL))) {
    throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE('undefined or a fully resolved URL string', id, 'responseURL', responseURL);
  }
  const resultFormat = result.format;
  if (resultFormat === undefined || resultFormat === null) {
    throw new codes.ERR_UNKNOWN_MODULE_FORMAT(resultFormat, url);
  }
  if (typeof resultFormat !== 'string') {
    throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE('a string', id, 'format', resultFormat);
  }
  if (source !== null && source !== undefined && typeof source !== 'string' && !isAnyArrayBuffer(source) && !isArrayBufferView(source)) {
    throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE('a string, an ArrayBuffer, or a TypedArray', id, 'source', source);
  }
  return { format: resultFormat, responseURL, source };
}

let warnedPreload = false;
function warnGlobalPreload() {
  if (warnedPreload) return;
  warnedPreload = true;
  process.emitWarning('`globalPreload` has been removed; use `initialize` instead.', 'UnsupportedWarning');
}

async function register(specifier, parentURL, data) {
  // Hooks that are there already take part in finding this one.
  const { url } = await resolve(specifier, parentURL, {});
  const loader = getLoader();
  const namespace = await loader.finishImport(loader.request(url, parentURL, { __proto__: null }, false));
  loader.resolveAsync = resolve;
  const { initialize } = namespace;
  if (namespace.globalPreload !== undefined && initialize === undefined) warnGlobalPreload();
  if (typeof namespace.resolve === 'function') chains.resolve.push({ fn: namespace.resolve, url });
  if (typeof namespace.load === 'function') chains.load.push({ fn: namespace.load, url });
  await initialize?.(data);
}

// ---- answering ------------------------------------------------------------------------------------

const methods = { __proto__: null, register, resolve, load };

function answer(message) {
  port.postMessage(message);
  Atomics.add(answers, 0, 1);
  Atomics.notify(answers, 0);
}

function answerOrFail(message) {
  try {
    answer(message);
  } catch (error) {
    answer({ error: serializeError(error) });
  }
}

process.on('exit', (code) => answer({ exit: code }));

// A hook whose promise never settles leaves this thread with nothing to do: then the asker has to know. While a
// question is open, the port does not keep the thread alive.
let open = 0;
let questions = 0;
process.on('beforeExit', () => {
  if (open === 0) return;
  open = 0;
  port.ref();
  answer({ never: true });
});

port.on('message', async ({ method, args }) => {
  let message;
  open++;
  const asked = ++questions;
  port.unref();
  try {
    await registered;
    message = { value: await methods[method](...args) };
  } catch (error) {
    message = { error: serializeError(error) };
  }
  if (open === 0 || asked !== questions) return; // it has been answered: never
  open = 0;
  port.ref();
  // What the hooks have warned of waits for its tick; the program may end as soon as it has the answer.
  process.nextTick(answerOrFail, message);
});
