// SPDX-License-Identifier: MIT
// What V8 asks for import() and import.meta: finds out whose code asks, and passes it on to the loader
// or to the callback that vm was given.
'use strict';

const { RegExpPrototypeExec, SafeWeakMap, StringPrototypeStartsWith, Symbol } = primordials;

const { setHostSymbol } = internalBinding('contextify');
const {
  setImportModuleDynamicallyCallback, setInitializeImportMetaObjectCallback, kSourcePhase,
} = internalBinding('module_wrap');

// Referrers: the symbol that a script carries says what its import() does.
const defaultHostSymbol = Symbol('vm_dynamic_import_default_internal');
const mainContextSymbol = Symbol('vm_dynamic_import_main_context_default');
const missingFlagSymbol = Symbol('vm_dynamic_import_missing_flag');
const noCallbackSymbol = Symbol('vm_dynamic_import_no_callback');

// symbol -> { importModuleDynamically, referrer }
const callbacks = new SafeWeakMap();
// ModuleWrap -> (meta, wrap) => void
const metaInitializers = new SafeWeakMap();

function registerImport(symbol, importModuleDynamically, referrer) {
  callbacks.set(symbol, { __proto__: null, importModuleDynamically, referrer });
}

async function importDynamically(symbol, specifier, attributes, referrerName, phase, realmSymbol) {
  if (realmSymbol !== undefined && callbacks.get(symbol)?.referrer !== callbacks.get(realmSymbol).referrer) {
    symbol = realmSymbol; // code that ShadowRealm.prototype.evaluate() was given, or importValue()
  }
  const phaseName = phase === kSourcePhase ? 'source' : 'evaluation';
  if (symbol === defaultHostSymbol || symbol === mainContextSymbol) {
    const { normalizeReferrerURL } = require('internal/modules/helpers');
    const { getLoader } = require('internal/modules/esm/loader');
    let parentURL = normalizeReferrerURL(referrerName);
    if (parentURL === undefined || StringPrototypeStartsWith(parentURL, 'node:')) {
      const name = referrerName === '[eval]' || referrerName === '[stdin]' ? referrerName :
        RegExpPrototypeExec(/^REPL\d+$/, `${referrerName}`) !== null ? 'repl' : '';
      parentURL = require('internal/url').pathToFileURL(`${process.cwd()}/${name}`).href;
    }
    return await getLoader().import(specifier, parentURL, attributes, phase);
  }
  const entry = callbacks.get(symbol);
  if (entry !== undefined) {
    return entry.importModuleDynamically(specifier, entry.referrer, attributes, phaseName);
  }
  const { codes } = require('internal/errors');
  if (symbol === missingFlagSymbol) throw new codes.ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG();
  throw new codes.ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING();
}

function initializeMeta(meta, wrap) {
  const initialize = metaInitializers.get(wrap);
  if (initialize !== undefined) {
    initialize(meta, wrap);
  } else {
    require('internal/modules/esm/import_meta').initializeImportMeta(meta, wrap.url);
  }
}

setHostSymbol(defaultHostSymbol);
setImportModuleDynamicallyCallback(importDynamically);
setInitializeImportMetaObjectCallback(initializeMeta);

module.exports = {
  defaultHostSymbol, mainContextSymbol, missingFlagSymbol, noCallbackSymbol, registerImport, metaInitializers,
};
