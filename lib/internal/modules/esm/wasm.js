// SPDX-License-Identifier: MIT
// WebAssembly files as ES modules: imports become imports, exports become exports; `import source` gives
// the WebAssembly.Module itself.
'use strict';

const { ModuleWrap } = internalBinding('module_wrap');
const { defaultHostSymbol, metaInitializers } = require('internal/modules/esm/default_host');
const { emitExperimentalWarning } = require('internal/util');

const instances = new WeakMap(); // namespace -> exports of the instance, with their Global objects

function isReserved(name) {
  return name.startsWith('wasm:') || name.startsWith('wasm-js:');
}

function compile(url, source) {
  const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
  if (!isAnyArrayBuffer(source) && !isArrayBufferView(source)) {
    const { codes: { ERR_INVALID_RETURN_PROPERTY_VALUE } } = require('internal/errors');
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('array buffer, or typed array', 'load', 'source', source);
  }
  try {
    return new WebAssembly.Module(source, {
      __proto__: null, builtins: ['js-string'], importedStringConstants: 'wasm:js/string-constants',
    });
  } catch (error) {
    const path = url.startsWith('file:') ? require('internal/url').fileURLToPath(url) : url;
    error.message = `${path}: ${error.message}`;
    throw error;
  }
}

function checkNames(url, imports, exports) {
  for (const { module, name } of imports) {
    if (module.startsWith('wasm-js:')) throw new WebAssembly.LinkError(`Invalid Wasm import "${module}" in ${url}`);
    if (isReserved(name)) throw new WebAssembly.LinkError(`Invalid Wasm import name "${name}" in ${url}`);
  }
  for (const { name } of exports) {
    if (isReserved(name)) throw new WebAssembly.LinkError(`Invalid Wasm export name "${name}" in ${url}`);
  }
}

// Globals are shown by value; those without one (v128) as undefined.
function shown(value) {
  if (!(value instanceof WebAssembly.Global)) return value;
  try {
    return value.value;
  } catch {
    return undefined;
  }
}

/** @returns {ModuleWrap} */
function translate(loader, url, source) {
  const compiled = compile(url, source);
  const imports = WebAssembly.Module.imports(compiled);
  const exports = WebAssembly.Module.exports(compiled);
  checkNames(url, imports, exports);
  const modules = [...new Set(imports.map(({ module }) => module))];
  let text = '';
  modules.forEach((module, i) => {
    text += `import * as $import_${i} from ${JSON.stringify(module)};\n`;
  });
  const names = exports.map((_, i) => `$export_${i}`);
  text += `const [${names.join(', ')}] = import.meta.run([${modules.map((_, i) => `$import_${i}`).join(', ')}]);\n`;
  exports.forEach(({ name }, i) => {
    text += `export { $export_${i} as ${JSON.stringify(name)} };\n`;
  });
  const wrap = new ModuleWrap(url, undefined, text, 0, 0, defaultHostSymbol);
  wrap.setModuleSourceObject(compiled);
  metaInitializers.set(wrap, (meta) => {
    meta.run = (namespaces) => {
      emitExperimentalWarning('Importing WebAssembly module instances');
      const given = { __proto__: null };
      modules.forEach((module, i) => {
        given[module] = instances.get(namespaces[i]) ?? namespaces[i];
      });
      const instance = new WebAssembly.Instance(compiled, given);
      instances.set(wrap.getNamespace(), instance.exports);
      return exports.map(({ name }) => shown(instance.exports[name]));
    };
  });
  return wrap;
}

module.exports = { translate };
