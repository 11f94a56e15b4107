// SPDX-License-Identifier: MIT
// The globals: which exist, and whether they are enumerable, as in Node 24. What most programs do not use
// is defined by a getter that loads it when first touched.
'use strict';

const { ObjectDefineProperty, SymbolToStringTag, globalThis } = primordials;
const { BuiltinModule } = require('internal/boot/loader');

ObjectDefineProperty(globalThis, SymbolToStringTag, {
  __proto__: null, value: 'global', writable: false, enumerable: false, configurable: true,
});
globalThis.global = globalThis;
// Not of the standard, and gone elsewhere.
if (globalThis.Intl !== undefined) delete globalThis.Intl.v8BreakIterator;

function define(name, value, enumerable) {
  ObjectDefineProperty(globalThis, name, {
    __proto__: null, value, writable: true, enumerable, configurable: true,
  });
}

// A property whose value comes from a library module when somebody looks.
function defineLazy(name, id, enumerable, key = name) {
  if (!BuiltinModule.exists(id)) return;
  let value;
  let loaded = false;
  ObjectDefineProperty(globalThis, name, {
    __proto__: null,
    enumerable,
    configurable: true,
    get() {
      if (!loaded) {
        value = key === null ? require(id) : require(id)[key];
        loaded = true;
        define(name, value, enumerable);
      }
      return value;
    },
    set(replacement) {
      value = replacement;
      loaded = true;
      define(name, replacement, enumerable);
    },
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
defineLazy('console', 'internal/console/global', false, null);

for (const name of ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate']) {
  if (BuiltinModule.exists('timers')) define(name, require('timers')[name], true);
}
define('queueMicrotask', require('internal/process/task_queues').queueMicrotask, true);
defineLazy('structuredClone', 'internal/worker/clone', true);
define('atob', require('buffer').atob, true);
define('btoa', require('buffer').btoa, true);
defineLazy('performance', 'perf_hooks', true);
defineLazy('fetch', 'internal/fetch', true);
defineLazy('navigator', 'internal/navigator', true);
defineLazy('crypto', 'internal/crypto/webcrypto', true);

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
  'internal/urlpattern': ['URLPattern'],
};
for (const id in lazy) {
  for (const name of lazy[id]) defineLazy(name, id, false);
}

/** Globals that stay behind an option. Called at start. */
function defineOptionalGlobals(getOptionValue) {
  if (getOptionValue('--experimental-eventsource')) defineLazy('EventSource', 'internal/fetch', false);
  if (getOptionValue('--experimental-webstorage') || getOptionValue('--webstorage')) {
    for (const name of ['Storage', 'localStorage', 'sessionStorage']) defineLazy(name, 'internal/webstorage', false);
  }
}

module.exports = { defineOptionalGlobals };
