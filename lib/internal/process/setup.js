// SPDX-License-Identifier: MIT
// Puts the process object together. atBoot() runs while the snapshot is built; atStart() at each start, with
// what only the running process knows. What few programs touch is made when first touched.
'use strict';

const { ObjectDefineProperty } = primordials;
const { lazyProperty } = require('internal/boot/lazy');
const { defineMethods } = require('internal/process/per_thread');

const binding = internalBinding('process_methods');
const base = internalBinding('process');

/** The getters of process.stdout etc.: console prints without streams while they are in place. */
const stdioGetters = { __proto__: null };

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

// Globals that an option turns on or off are in the snapshot; here those go that are off.
function dropGlobals(getOptionValue) {
  const { globalThis } = primordials;
  if (!getOptionValue('--experimental-sqlite')) require('internal/boot/loader').BuiltinModule.dropPublic('sqlite');
  if (!getOptionValue('--experimental-eventsource')) delete globalThis.EventSource;
  if (!getOptionValue('--experimental-websocket')) {
    delete globalThis.WebSocket;
    delete globalThis.CloseEvent;
  }
  if (!getOptionValue('--experimental-global-navigator')) {
    delete globalThis.navigator;
    delete globalThis.Navigator;
  }
  if (!getOptionValue('--experimental-webstorage')) {
    delete globalThis.Storage;
    delete globalThis.localStorage;
    delete globalThis.sessionStorage;
  }
}

function atStart(process, { isMainThread, env }) {
  const { getOptionValue } = require('internal/options');
  dropGlobals(getOptionValue);
  constant(process, 'version', `v${require('internal/process/config').NODE_VERSION}`);
  constant(process, 'arch', base.arch ?? binding.arch());
  constant(process, 'platform', 'linux');
  lazy(process, 'versions', () => require('internal/process/config').versions());
  lazy(process, 'release', () => require('internal/process/config').release());
  lazy(process, 'config', () => require('internal/process/config').config());
  lazy(process, 'features', () => require('internal/process/config').features());
  lazy(process, 'env', () => {
    const { realEnv, copiedEnv } = require('internal/process/env');
    return env === undefined ? realEnv() : copiedEnv(env);
  }, true);
  lazy(process, 'report', () => require('internal/process/report').report);
  lazy(process, 'finalization', () => require('internal/process/finalization').createFinalization(), true);
  lazy(process, 'allowedNodeEnvironmentFlags', () =>
    require('internal/process/allowed_flags').buildAllowedFlags(), true);
  constant(process, 'pid', binding.pid());
  ObjectDefineProperty(process, 'ppid', {
    __proto__: null, configurable: true, enumerable: true, get() { return binding.ppid(); },
  });
  process.debugPort = 9229;
  process.cwd = function cwd() { return require('internal/process/cwd').cwd(); };
  for (let i = 0; i < posixReaders.length; i++) definePosixReader(process, posixReaders[i]);
  for (let i = 0; i < posixWriters.length; i++) definePosixWriter(process, posixWriters[i]);
  process.initgroups = function initgroups(user, extraGroup) {
    return require('internal/process/posix').initgroups(user, extraGroup);
  };
  if (isMainThread) {
    ObjectDefineProperty(process, 'title', {
      __proto__: null,
      configurable: true,
      enumerable: true,
      get() { return binding.getTitle(); },
      set(value) { binding.setTitle(`${value}`); },
    });
    const { startListeningIfSignal, stopListeningIfSignal } = require('internal/process/signal');
    process.on('newListener', startListeningIfSignal);
    process.on('removeListener', stopListeningIfSignal);
  }
  require('internal/process/warning').setup(env === undefined ? binding.getEnv : (name) => env[name]);
  if (getOptionValue('--title')) process.title = getOptionValue('--title');
  if (getOptionValue('--permission') || getOptionValue('--permission-audit')) {
    const { permission, setup } = require('internal/process/permission');
    constant(process, 'permission', permission);
    if (isMainThread) setup();
  } else if (isMainThread && (getOptionValue('--allow-fs-read').length > 0 || getOptionValue('--allow-fs-write').length > 0)) {
    throw new (require('internal/errors').codes.ERR_MISSING_OPTION)('--permission');
  }
}

/** The functions of internal/process/posix, loaded when one is called. */
function definePosixReader(process, name) {
  process[name] = { [name]() { return require('internal/process/posix')[name](); } }[name];
}

function definePosixWriter(process, name) {
  process[name] = { [name](value) { return require('internal/process/posix')[name](value); } }[name];
}

module.exports = { atBoot, atStart, stdioGetters };
