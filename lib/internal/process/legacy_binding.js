// SPDX-License-Identifier: MIT
// What process.binding() gives of names that have no native part in Eddy, as Node has them.
'use strict';

let natives;

/** 'natives': the sources of the builtin modules, by their names; programs take the names. */
function legacyNatives() {
  if (natives) return natives;
  const { ids, source } = internalBinding('builtins');
  natives = {};
  for (const id of ids()) {
    Object.defineProperty(natives, id, { __proto__: null, configurable: true, enumerable: true, get() { return source(id); } });
  }
  return natives;
}

/** 'config': how Node was built. */
function legacyConfig() {
  const { arch } = process;
  return {
    isDebugBuild: false, openSSLIsBoringSSL: false, hasOpenSSL: true, fipsMode: true, hasIntl: true, hasTracing: true,
    hasNodeOptions: true, hasInspector: process.features.inspector, noBrowserGlobals: false,
    bits: arch === 'x64' || arch === 'arm64' ? 64 : 32,
    getDefaultLocale: () => new Intl.DateTimeFormat().resolvedOptions().locale,
  };
}

module.exports = { natives: legacyNatives, config: legacyConfig };
