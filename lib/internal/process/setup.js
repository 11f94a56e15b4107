// SPDX-License-Identifier: MIT
// Puts the process object together. atBoot() runs while the snapshot is built; atStart() at each start, with
// what the command line and the environment change. What few programs touch is made when first touched.
'use strict';

const { ObjectDefineProperty } = primordials;
const { lazyProperty } = require('internal/boot/lazy');
const { defineMethods } = require('internal/process/per_thread');

const binding = internalBinding('process_methods');
const base = internalBinding('process');

/** The getters of process.stdout etc.: console prints without streams while they are in place. */
const stdioGetters = { __proto__: null };

/** The listener that is there from the start; what it does is loaded with the first warning. */
function onWarning(warning) {
  require('internal/process/warning').onWarning(warning);
}

function atBoot(process) {
  defineMethods(process);
  const names = ['stdout', 'stdin', 'stderr'];
  for (let i = 0; i < names.length; i++) {
    const name = names[i], getter = `getStd${name.slice(3)}`;
    const get = stdioGetters[name] = () => require('internal/process/stdio')[getter]();
    ObjectDefineProperty(process, name, { __proto__: null, configurable: true, enumerable: true, get });
  }
  process.domain = null;
  process.moduleLoadList = [];
  process._preload_modules = [];
  constant(process, 'version', `v${require('internal/process/version').NODE_VERSION}`);
  constant(process, 'arch', base.arch ?? binding.arch());
  constant(process, 'platform', 'linux');
  defineLazy(process);
  ObjectDefineProperty(process, 'ppid', {
    __proto__: null, configurable: true, enumerable: true, get() { return binding.ppid(); },
  });
  process.debugPort = 9229;
  process.cwd = require('internal/process/cwd').cwd;
  for (let i = 0; i < posixReaders.length; i++) definePosixReader(process, posixReaders[i]);
  for (let i = 0; i < posixWriters.length; i++) definePosixWriter(process, posixWriters[i]);
  process.initgroups = function initgroups(user, extraGroup) {
    return require('internal/process/posix').initgroups(user, extraGroup);
  };
  defineTitle(process);
  const { startListeningIfSignal, stopListeningIfSignal } = require('internal/process/signal');
  process.on('newListener', startListeningIfSignal);
  process.on('removeListener', stopListeningIfSignal);
  process.on('warning', onWarning);
}

/** What only the running process knows, made when somebody looks. */
function defineLazy(process) {
  lazy(process, 'versions', () => require('internal/process/config').versions());
  lazy(process, 'release', () => require('internal/process/config').release());
  lazy(process, 'config', () => require('internal/process/config').config());
  lazy(process, 'features', () => require('internal/process/config').features());
  lazy(process, 'env', () => require('internal/process/env').realEnv(), true);
  lazy(process, 'report', () => require('internal/process/report').report);
  lazy(process, 'finalization', () => require('internal/process/finalization').createFinalization(), true);
  lazy(process, 'allowedNodeEnvironmentFlags', () => require('internal/process/allowed_flags').buildAllowedFlags(), true);
  lazy(process, 'pid', () => binding.pid());
}

function defineTitle(process) {
  ObjectDefineProperty(process, 'title', {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return binding.getTitle(); },
    set(value) { binding.setTitle(`${value}`); },
  });
}

/** A data property whose value is made by the first look at it. */
function lazy(process, name, make, writable = false) {
  lazyProperty(process, name, true, make, !writable);
}

function constant(process, name, value) {
  ObjectDefineProperty(process, name, { __proto__: null, configurable: true, enumerable: true, writable: false, value });
}

const posixReaders = ['getuid', 'geteuid', 'getgid', 'getegid', 'getgroups'];
const posixWriters = ['umask', 'chdir', 'setgroups', 'setuid', 'seteuid', 'setgid', 'setegid'];

/** What is a worker's own. */
function atWorkerStart(process, env) {
  const { startListeningIfSignal, stopListeningIfSignal } = require('internal/process/signal');
  process.removeListener('removeListener', stopListeningIfSignal);
  process.removeListener('newListener', startListeningIfSignal);
  delete process.title;
  if (env === undefined) return;
  require('internal/process/env').useCopy(env);
  lazy(process, 'env', () => require('internal/process/env').copiedEnv(), true);
}

function atStart(process, { isMainThread, env }) {
  if (!isMainThread) atWorkerStart(process, env);
  if ((env === undefined ? binding.getEnv('NODE_NO_WARNINGS') : env.NODE_NO_WARNINGS) === '1') {
    process.removeListener('warning', onWarning);
  }
  if (require('internal/options').areOptionsGiven()) require('internal/process/apply_options').applyToProcess(process, isMainThread);
}

/** The functions of internal/process/posix, loaded when one is called. */
function definePosixReader(process, name) {
  process[name] = { [name]() { return require('internal/process/posix')[name](); } }[name];
}

function definePosixWriter(process, name) {
  const called = name === 'umask' ? 'wrappedUmask' : name === 'setgroups' ? name : '';
  process[name] = { [called]: function(value) { return require('internal/process/posix')[name](value); } }[called];
}

module.exports = { atBoot, atStart, constant, defineLazy, defineTitle, onWarning, stdioGetters };
