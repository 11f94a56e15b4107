// SPDX-License-Identifier: MIT
// Shared by lib/vm.js and the vm modules: what a script's `importModuleDynamically` means.
'use strict';

const { Symbol } = primordials;

const { getOptionValue } = require('internal/options');
const {
  defaultHostSymbol, mainContextSymbol, missingFlagSymbol, noCallbackSymbol, registerImport,
} = require('internal/modules/esm/default_host');

/** import() callbacks give a vm module or a namespace; V8 wants the namespace. */
function wrapImportModuleDynamically(importModuleDynamically) {
  return async function importModuleDynamicallyWrap(specifier, referrer, attributes, phase) {
    const m = await importModuleDynamically(specifier, referrer, attributes, phase);
    if (require('internal/util/types').isModuleNamespaceObject(m)) return m;
    const { isModule } = require('internal/vm/module');
    if (!m || typeof m !== 'object' || !isModule(m)) {
      const { codes: { ERR_VM_MODULE_NOT_MODULE } } = require('internal/errors');
      throw new ERR_VM_MODULE_NOT_MODULE();
    }
    if (m.status === 'errored') throw m.error;
    if (phase === 'source') {
      const { codes: { ERR_SOURCE_PHASE_NOT_DEFINED } } = require('internal/errors');
      throw new ERR_SOURCE_PHASE_NOT_DEFINED(m.identifier);
    }
    return m.namespace;
  };
}

/**
 * The symbol that stands in a script's host options, and says what its import() does.
 * @param {Function|symbol|undefined} importModuleDynamically
 * @param {string} hint
 * @returns {symbol}
 */
function hostSymbolFor(importModuleDynamically, hint) {
  if (importModuleDynamically === undefined) return noCallbackSymbol;
  if (importModuleDynamically === mainContextSymbol || importModuleDynamically === defaultHostSymbol) {
    return importModuleDynamically;
  }
  require('internal/validators').validateFunction(importModuleDynamically, 'options.importModuleDynamically');
  if (!getOptionValue('--experimental-vm-modules')) return missingFlagSymbol;
  return Symbol(hint);
}

/** Connects the symbol with the callback; `referrer` is handed to it. */
function registerCallback(symbol, importModuleDynamically, referrer) {
  if (typeof importModuleDynamically !== 'function' || symbol === missingFlagSymbol) return;
  registerImport(symbol, wrapImportModuleDynamically(importModuleDynamically), referrer);
}

/** A context that vm.createContext() made. */
function isContext(object) {
  return internalBinding('contextify').isContext(object);
}

module.exports = { hostSymbolFor, registerCallback, wrapImportModuleDynamically, isContext };
