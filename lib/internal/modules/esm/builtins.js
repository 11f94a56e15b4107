// SPDX-License-Identifier: MIT
// Builtins as ES modules: named exports beside the default, kept as they were until
// module.syncBuiltinESMExports(). Exports behind getters (http.WebSocket, fs.promises) and late ones (url.URLPattern) stand for
// parts of the library that are loaded when somebody asks: they are read when a module is linked whose text may.
'use strict';

const {
  ArrayPrototypePush, ObjectGetOwnPropertyDescriptor, ObjectPrototypeHasOwnProperty, RegExpPrototypeExec, SafeMap,
  SafeSet, StringPrototypeIncludes,
} = primordials;

const { isLazy } = require('internal/boot/lazy');
const { BuiltinModule } = require('internal/boot/loader');
const { loadBuiltinModule } = require('internal/modules/helpers');
const { ModuleWrap } = internalBinding('module_wrap');

const facades = new SafeMap(); // id -> { mod, wrap, unread }
// `* as`, `* from`: whoever has the namespace may ask for any name.
const namespace = /\*(?:\s|\/\*[^]*?\*\/|\/\/.*)*(?:as|from)/;

function own(exports, key) {
  try {
    if (ObjectPrototypeHasOwnProperty(exports, key)) return exports[key];
  } catch { /* a getter that throws */ }
  return undefined;
}

function sync({ mod, wrap, unread }) {
  const { exportKeys, exports } = mod;
  for (let i = 0; i < exportKeys.length; i++) {
    const key = exportKeys[i];
    if (key !== 'default' && !unread.has(key)) wrap.setExport(key, own(exports, key));
  }
}

/**
 * Before a module can see the names of a builtin: those it may use get their values.
 * @param {ModuleWrap} wrap of the builtin
 * @param {string} [text] of the module that imports it; none: anything may be used
 */
function readExports(wrap, text) {
  const { facade } = wrap;
  if (facade === undefined || facade.unread.size === 0) return;
  const all = text === undefined || StringPrototypeIncludes(text, '\\u') ||
    RegExpPrototypeExec(namespace, text) !== null;
  for (const key of facade.unread) {
    if (!all && !StringPrototypeIncludes(text, key)) continue;
    facade.unread.delete(key);
    wrap.setExport(key, own(facade.mod.exports, key));
  }
}

/** The ModuleWrap of a builtin, 'node:fs'. */
function builtinWrap(url) {
  const id = BuiltinModule.normalizeRequirableId(url);
  let facade = facades.get(id);
  if (facade !== undefined) return facade.wrap;
  const mod = id === undefined ? undefined : loadBuiltinModule(id);
  if (mod === undefined) {
    const { codes: { ERR_UNKNOWN_BUILTIN_MODULE } } = require('internal/errors');
    throw new ERR_UNKNOWN_BUILTIN_MODULE(url);
  }
  const names = [];
  const unread = new SafeSet();
  for (let i = 0; i < mod.exportKeys.length; i++) {
    const key = mod.exportKeys[i];
    if (key === 'default') continue;
    ArrayPrototypePush(names, key);
    if (isLazy(mod.exports, key) || ObjectGetOwnPropertyDescriptor(mod.exports, key)?.get !== undefined) unread.add(key);
  }
  ArrayPrototypePush(names, 'default');
  const wrap = new ModuleWrap(url, undefined, names, () => {
    wrap.setExport('default', mod.exports);
    sync(facade);
  });
  facade = { __proto__: null, mod, wrap, unread };
  wrap.facade = facade;
  facades.set(id, facade);
  wrap.instantiate();
  wrap.evaluateSync();
  return wrap;
}

/** module.syncBuiltinESMExports() */
function syncAll() {
  for (const facade of facades.values()) sync(facade);
}

module.exports = { builtinWrap, readExports, syncAll };
