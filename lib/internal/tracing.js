// SPDX-License-Identifier: MIT
'use strict';

// What the library itself reports to the trace log. Each source of events is attached when one of its categories
// is enabled, and rests otherwise: programs that are not traced never load this file.

const binding = internalBinding('tracing');
const { trace } = binding;

const phase = { __proto__: null };
for (const letter of 'BEbneCR') phase[letter] = letter.charCodeAt(0);

/** Whether events of a group of categories ('node,node.console') are wanted now. */
const { isTraceCategoryEnabled } = binding;

// ---- node.async_hooks ---------------------------------------------------------------------------------

const kAsyncHooks = 'node,node.async_hooks';

function asyncHooks() {
  const { createHook, executionAsyncId } = require('async_hooks');
  const types = new Map();
  return createHook({
    init(asyncId, type, triggerAsyncId) {
      types.set(asyncId, type);
      trace(phase.b, kAsyncHooks, type, asyncId, { executionAsyncId: executionAsyncId(), triggerAsyncId });
    },
    before(asyncId) {
      if (types.has(asyncId)) trace(phase.b, kAsyncHooks, `${types.get(asyncId)}_CALLBACK`, asyncId);
    },
    after(asyncId) {
      if (types.has(asyncId)) trace(phase.e, kAsyncHooks, `${types.get(asyncId)}_CALLBACK`, asyncId);
    },
    destroy(asyncId) {
      if (!types.has(asyncId)) return;
      trace(phase.e, kAsyncHooks, types.get(asyncId), asyncId);
      types.delete(asyncId);
    },
  });
}

// ---- node.fs: the functions of the binding, wrapped -----------------------------------------------------

// Names of system calls that differ from the binding's; operations that do several in one.
const calls = {
  __proto__: null,
  copyFile: ['copyfile'],
  exists: ['access'],
  readFile: ['open', 'fstat', 'read', 'close'],
  readFileUtf8: ['open', 'fstat', 'read', 'close'],
  readdir: ['readdir', 'scandir'],
  writeFile: ['open', 'write', 'close'],
  writeFileUtf8: ['open', 'write', 'close'],
  writeString: ['write'],
};
const plain = ['access', 'chmod', 'chown', 'close', 'fchmod', 'fchown', 'fdatasync', 'fstat', 'fsync', 'ftruncate', 'futimes',
               'lchown', 'link', 'lstat', 'lutimes', 'mkdir', 'mkdtemp', 'open', 'read', 'readlink', 'readv', 'realpath', 'rename',
               'rm', 'rmdir', 'stat', 'statfs', 'symlink', 'truncate', 'unlink', 'utimes', 'write', 'writev'];
const kSync = 'node,node.fs,node.fs.sync';
const kAsync = 'node,node.fs,node.fs.async';
let nextId = 1;

function tracedSync(names, call) {
  for (const name of names) trace(phase.B, kSync, `fs.sync.${name}`, 0);
  try {
    return call();
  } finally {
    for (const name of names.toReversed()) trace(phase.E, kSync, `fs.sync.${name}`, 0);
  }
}

function begin(group, names, data) {
  const id = nextId++;
  for (const name of names) trace(phase.b, group, name, id, data);
  return (result) => {
    for (const name of names.toReversed()) trace(phase.e, group, name, id, result);
  };
}

function wrapFs() {
  const fs = internalBinding('fs');
  const { kUsePromises } = require('internal/fs/utils');
  const table = { ...calls };
  for (const name of plain) table[name] = [name];
  fs.statNow = () => -1; // what compiled code calls: stat and lstat take its place
  for (const key in table) {
    const original = fs[key];
    if (typeof original !== 'function') continue;
    const names = table[key];
    fs[key] = function(...args) {
      const last = args[args.length - 1];
      if (typeof last === 'function') {
        if (!isTraceCategoryEnabled(kAsync)) return original(...args);
        const end = begin(kAsync, names);
        args[args.length - 1] = function(...results) {
          end();
          return Reflect.apply(last, this, results);
        };
        return original(...args);
      }
      if (last !== kUsePromises) return isTraceCategoryEnabled(kSync) ? tracedSync(names, () => original(...args)) : original(...args);
      if (!isTraceCategoryEnabled(kAsync)) return original(...args);
      const end = begin(kAsync, names);
      const promise = original(...args);
      promise.then(() => end(), () => end());
      return promise;
    };
  }
}

// ---- node.net.native: connects of TCP and pipe handles ------------------------------------------------------

const kNet = 'node,node.net,node.net.native';

function wrapConnect(prototype, name) {
  const original = prototype[name];
  if (typeof original !== 'function') return;
  prototype[name] = function(request, ...args) {
    if (!isTraceCategoryEnabled(kNet)) return Reflect.apply(original, this, [request, ...args]);
    const end = begin(kNet, ['connect'], { address: args[0], port: args[1] });
    const { oncomplete } = request;
    request.oncomplete = function(status, ...rest) {
      end({ status });
      return Reflect.apply(oncomplete, this, [status, ...rest]);
    };
    const error = Reflect.apply(original, this, [request, ...args]);
    if (error) end({ status: error });
    return error;
  };
}

function wrapNet() {
  const { TCP } = internalBinding('tcp_wrap');
  wrapConnect(TCP.prototype, 'connect');
  wrapConnect(TCP.prototype, 'connect6');
  wrapConnect(internalBinding('pipe_wrap').Pipe.prototype, 'connect');
}

// ---- node.http, through its diagnostics channels ---------------------------------------------------------

const kHttp = 'node,node.http';

function subscribeHttp() {
  const { subscribe } = require('diagnostics_channel');
  const ends = new WeakMap();
  const start = (name) => ({ request }) => {
    if (isTraceCategoryEnabled(kHttp)) ends.set(request, begin(kHttp, [name]));
  };
  const finish = ({ request, response }) => {
    ends.get(request)?.({
      req: { method: request.method, url: request.url ?? request.path },
      res: { statusCode: response?.statusCode },
    });
    ends.delete(request);
  };
  subscribe('http.client.request.start', start('http.client.request'));
  subscribe('http.client.response.finish', finish);
  subscribe('http.server.request.start', start('http.server.request'));
  subscribe('http.server.response.finish', finish);
}

// ---- hooks that the library calls where it has one -------------------------------------------------------

const kConsole = 'node,node.console';
const kRejections = 'node,node.promises,node.promises.rejections';
const kModules = 'node,node.module_timer';
const kUserTiming = 'node,node.perf,node.perf.usertiming';

/** console.time ('b', 'n', 'e') and console.count ('C'). */
function onConsole(letter, name, count) {
  if (isTraceCategoryEnabled(kConsole)) trace(phase[letter], kConsole, name, 0, count);
}

function onRejections(unhandled, handledAfter) {
  if (isTraceCategoryEnabled(kRejections)) trace(phase.C, kRejections, 'rejections', 0, { unhandled, handledAfter });
}

function onRequire(letter, name) {
  if (isTraceCategoryEnabled(kModules)) trace(phase[letter], kModules, name, 0);
}

function onUserTiming(entry) {
  if (!isTraceCategoryEnabled(kUserTiming)) return;
  const at = (ms) => binding.timestamp(ms);
  if (entry.entryType === 'mark') {
    binding.write('R', kUserTiming, entry.name, at(entry.startTime));
  } else {
    binding.write('b', kUserTiming, entry.name, at(entry.startTime));
    binding.write('e', kUserTiming, entry.name, at(entry.startTime + entry.duration));
  }
}

// ---- attaching -----------------------------------------------------------------------------------------------

let hook;
const sources = [
  { group: kAsyncHooks, on() { (hook ??= asyncHooks()).enable(); }, off() { hook.disable(); } },
  // These look at their category themselves, for the case that it is switched off.
  { group: kSync, on: wrapFs },
  { group: kAsync, on: wrapFs },
  { group: kNet, on: wrapNet },
  { group: kHttp, on: subscribeHttp },
  { group: kConsole, on() { require('internal/console/constructor').setTracer(onConsole); } },
  { group: kRejections, on() { require('internal/process/promises').setTracer(onRejections); } },
  { group: kModules, on() { require('internal/modules/cjs/loader').setTracer(onRequire); } },
  { group: kUserTiming, on() { require('internal/perf/usertiming').setTracer(onUserTiming); } },
];
const attached = new Set();

/** After the categories have changed: attaches what is wanted now. */
function attach() {
  for (const { group, on, off } of sources) {
    const key = off === undefined ? on : group;
    if (isTraceCategoryEnabled(group)) {
      if (!attached.has(key)) on();
      attached.add(key);
    } else if (off !== undefined && attached.delete(key)) {
      off();
    }
  }
}

// ---- the categories ---------------------------------------------------------------------------------------

const kDefault = 'v8,node,node.async_hooks';
const counts = new Map(); // category -> how many want it
let isStarted = false;

function add(categories) {
  for (const name of categories) counts.set(name, (counts.get(name) ?? 0) + 1);
  changed();
}

function remove(categories) {
  for (const name of categories) {
    const left = counts.get(name) - 1;
    if (left > 0) counts.set(name, left);
    else counts.delete(name);
  }
  changed();
}

function changed() {
  start();
  binding.setCategories([...counts.keys()].join(','));
  attach();
}

/** Main thread, once: names, the file's pattern, what the command line enables. */
function start() {
  if (isStarted) return;
  isStarted = true;
  const { getOptionValue } = require('internal/options');
  const pattern = getOptionValue('--trace-event-file-pattern');
  if (pattern) binding.setPattern(pattern);
  binding.setName('process_name', 'node');
  binding.setName('thread_name', 'JavaScriptMainThread');
  // The same in src/trace.c, for the time before there is JavaScript.
  const wanted = getOptionValue('--trace-event-categories') || (getOptionValue('--trace-events-enabled') ? kDefault : '');
  if (wanted) add(wanted.split(',').map((name) => name.trim()).filter(Boolean));
}

/** @param {number} threadId @param {string} name of a worker that has begun */
function startWorker(threadId, name) {
  binding.setName('thread_name', `[worker ${threadId}]${name ? ` ${name}` : ''}`);
  attach();
}

/** @returns {string|undefined} all enabled categories, sorted, with commas */
function enabledCategories() {
  start();
  return counts.size === 0 ? undefined : [...counts.keys()].sort().join(',');
}

module.exports = { add, enabledCategories, remove, start, startWorker };
