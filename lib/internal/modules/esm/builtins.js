// SPDX-License-Identifier: MIT
// Builtins as ES modules: named exports beside the default, kept as they were until
// module.syncBuiltinESMExports().
'use strict';

const { ArrayPrototypePush, ObjectPrototypeHasOwnProperty, SafeMap } = primordials;

const { BuiltinModule } = require('internal/boot/loader');
const { loadBuiltinModule } = require('internal/modules/helpers');
const { ModuleWrap } = internalBinding('module_wrap');

const facades = new SafeMap(); // id -> { mod, wrap }

function own(exports, key) {
  try {
    if (ObjectPrototypeHasOwnProperty(exports, key)) return exports[key];
  } catch { /* a getter that throws */ }
  return undefined;
}

function sync({ mod, wrap }) {
  const { exportKeys, exports } = mod;
  for (let i = 0; i < exportKeys.length; i++) {
    if (exportKeys[i] !== 'default') wrap.setExport(exportKeys[i], own(exports, exportKeys[i]));
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
  for (let i = 0; i < mod.exportKeys.length; i++) {
    if (mod.exportKeys[i] !== 'default') ArrayPrototypePush(names, mod.exportKeys[i]);
  }
  ArrayPrototypePush(names, 'default');
  const wrap = new ModuleWrap(url, undefined, names, () => {
    wrap.setExport('default', mod.exports);
    sync(facade);
  });
  facade = { __proto__: null, mod, wrap };
  facades.set(id, facade);
  wrap.instantiate();
  wrap.evaluateSync();
  return wrap;
}

/** module.syncBuiltinESMExports() */
function syncAll() {
  for (const facade of facades.values()) sync(facade);
}

module.exports = { builtinWrap, syncAll };
