// SPDX-License-Identifier: MIT
// The globals: which exist, and whether they are enumerable, as in Node 24. What most programs do not use
// gets a value that is loaded when first touched.
'use strict';

const {
  ObjectDefineProperty, ObjectGetOwnPropertyDescriptor, ObjectGetOwnPropertyNames, SafeSet, StringPrototypeCharCodeAt,
  SymbolToStringTag, globalThis,
} = primordials;
const { BuiltinModule } = require('internal/boot/loader');
const { lazyProperty } = require('internal/boot/lazy');

ObjectDefineProperty(globalThis, SymbolToStringTag, {
  __proto__: null, value: 'global', writable: false, enumerable: false, configurable: true,
});
globalThis.global = globalThis;
// Not of the standard, and gone elsewhere.
if (globalThis.Intl !== undefined) delete globalThis.Intl.v8BreakIterator;

// The classes of the language: what is there before the runtime adds its own.
const languageClasses = new SafeSet();
{
  const names = ObjectGetOwnPropertyNames(globalThis);
  for (let i = 0; i < names.length; i++) {
    const code = StringPrototypeCharCodeAt(names[i], 0);
    const value = code >= 65 && code <= 90 ? globalThis[names[i]] : undefined;
    if (typeof value === 'function') languageClasses.add(value);
  }
}

let classNames;

/** Their names. */
function languageClassNames() {
  if (classNames === undefined) {
    classNames = new SafeSet();
    languageClasses.forEach((value) => { classNames.add(value.name); });
  }
  return classNames;
}

function define(name, value, enumerable) {
  ObjectDefineProperty(globalThis, name, {
    __proto__: null, value, writable: true, enumerable, configurable: true,
  });
}

/** A property whose value is the module `id`, or what it calls `name`. */
function defineLazy(name, id, enumerable, isWhole = false) {
  if (!BuiltinModule.exists(id)) return;
  lazyProperty(globalThis, name, enumerable, isWhole ? () => require(id) : () => require(id)[name]);
}

// The same as an accessor, for objects that WebIDL calls attributes of the global.
function defineAttribute(name, id, isReadOnly, isBound = false) {
  let value;
  let isLoaded = false;
  ObjectDefineProperty(globalThis, name, {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get: ObjectGetOwnPropertyDescriptor({
      get [name]() {
        if (isBound && this !== undefined && this !== null && this !== globalThis) {
          const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
          throw new ERR_INVALID_THIS('nullish or must be the global object');
        }
        if (!isLoaded) {
          value = require(id)[name];
          isLoaded = true;
        }
        return value;
      },
    }, name).get,
    set: isReadOnly ? undefined : ObjectGetOwnPropertyDescriptor({
      set [name](replacement) { define(name, replacement, true); },
    }, name).set,
  });
}

// An accessor, also after somebody has assigned to it.
function defineAccessor(name, value) {
  ObjectDefineProperty(globalThis, name, {
    __proto__: null,
    enumerable: false,
    configurable: true,
    get() { return value; },
    set(replacement) { value = replacement; },
  });
}

defineAccessor('process', process);
// These are in the snapshot anyway (internal/boot/keel).
defineAccessor('Buffer', require('buffer').Buffer);
define('URL', require('internal/url').URL, false);
define('URLSearchParams', require('internal/url').URLSearchParams, false);
// The engine's own console, which only inspectors see (internal/inspector).
const vmConsole = globalThis.console;
defineLazy('console', 'internal/console/global', false, true);

for (const name of ['clearImmediate', 'setImmediate', 'clearInterval', 'clearTimeout', 'setInterval', 'setTimeout']) {
  if (BuiltinModule.exists('timers')) define(name, require('timers')[name], true);
}
define('queueMicrotask', require('internal/process/task_queues').queueMicrotask, true);
defineLazy('structuredClone', 'internal/worker/clone', true);
define('atob', require('buffer').atob, true);
define('btoa', require('buffer').btoa, true);
defineAttribute('performance', 'perf_hooks', false);
defineLazy('fetch', 'internal/fetch', true);
defineAttribute('crypto', 'internal/crypto/webcrypto', true, true);
defineAttribute('navigator', 'internal/navigator', true);

const lazy = {
  __proto__: null,
  'internal/event_target': ['Event', 'EventTarget', 'CustomEvent'],
  'internal/abort_controller': ['AbortController', 'AbortSignal'],
  'internal/dom_exception': ['DOMException'],
  'internal/encoding': ['TextEncoder', 'TextDecoder'],
  'internal/blob': ['Blob'],
  'internal/file': ['File'],
  'internal/worker/io': ['MessageChannel', 'MessagePort', 'MessageEvent', 'BroadcastChannel'],
  'internal/fetch': ['FormData', 'Headers', 'Request', 'Response', 'WebSocket', 'CloseEvent'],
  'stream/web': [
    'ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest',
    'ReadableByteStreamController', 'ReadableStreamDefaultController', 'TransformStream',
    'TransformStreamDefaultController', 'WritableStream', 'WritableStreamDefaultController',
    'WritableStreamDefaultWriter', 'ByteLengthQueuingStrategy', 'CountQueuingStrategy', 'TextEncoderStream',
    'TextDecoderStream', 'CompressionStream', 'DecompressionStream',
  ],
  'perf_hooks': [
    'Performance', 'PerformanceEntry', 'PerformanceMark', 'PerformanceMeasure', 'PerformanceObserver',
    'PerformanceObserverEntryList', 'PerformanceResourceTiming',
  ],
  'internal/navigator': ['Navigator'],
  'internal/crypto/webcrypto': ['Crypto', 'CryptoKey', 'SubtleCrypto'],
  'internal/url/pattern': ['URLPattern'],
};
for (const id in lazy) {
  for (const name of lazy[id]) defineLazy(name, id, false);
}

/** Globals that stay behind an option. Called at start. */
function defineOptionalGlobals(getOptionValue) {
  if (getOptionValue('--experimental-eventsource')) defineLazy('EventSource', 'internal/fetch', false);
  if (getOptionValue('--experimental-webstorage') || getOptionValue('--webstorage')) {
    defineLazy('Storage', 'internal/webstorage', false);
    defineAttribute('localStorage', 'internal/webstorage', false);
    defineAttribute('sessionStorage', 'internal/webstorage', false);
  }
}

module.exports = { defineOptionalGlobals, languageClassNames, languageClasses, vmConsole };
