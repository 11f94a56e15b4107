// SPDX-License-Identifier: MIT
// The start of a single executable application.
'use strict';

require('internal/process/prepare_modules').prepareModules();
const { application, bytes, text } = require('internal/sea/application');
const path = require('path');

const { main, files, warning } = application();
if (warning) require('internal/util').emitExperimentalWarning('Single executable application');

// One script, as Node's applications are: its require() only knows the library.
function runScript() {
  const { Module } = require('internal/modules/cjs/loader');
  const { BuiltinModule } = require('internal/boot/loader');
  const { Script, constants: { USE_MAIN_CONTEXT_DEFAULT_LOADER } } = require('vm');
  const filename = process.execPath;
  const mod = new Module(filename, null);
  mod.filename = filename;
  mod.paths = Module._nodeModulePaths(path.dirname(filename));
  const requireBuiltin = (id) => {
    const { validateString } = require('internal/validators');
    validateString(id, 'id');
    if (BuiltinModule.normalizeRequirableId(id) !== undefined) return mod.require(id);
    const { codes: { ERR_UNKNOWN_BUILTIN_MODULE } } = require('internal/errors');
    throw new ERR_UNKNOWN_BUILTIN_MODULE(id);
  };
  requireBuiltin.main = mod;
  process.mainModule = mod;
  const cachedData = main.cache === undefined ? undefined : new Uint8Array(bytes(main.cache));
  const script = new Script(Module.wrap(text(main.source)), {
    filename, cachedData, importModuleDynamically: USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const { exports } = mod;
  script.runInThisContext().call(exports, exports, requireBuiltin, mod, filename, path.dirname(filename));
  mod.loaded = true;
}

// A whole program: its files seem to lie in a directory of the name of the executable.
function runProgram() {
  const { pathToFileURL, fileURLToPath } = require('internal/url');
  const { registerHooks } = require('internal/modules/hooks');
  const known = new Map(); // URL -> file
  const urls = new Map();
  for (const { 0: name, 1: file } of Object.entries(files)) {
    const url = pathToFileURL(path.join(process.execPath, name)).href;
    known.set(url, file);
    urls.set(name, url);
  }
  const mainURL = urls.get(main.file);
  registerHooks({
    resolve(specifier, context, next) {
      const kind = context.conditions?.includes('require') ? 'require' : 'import';
      const name = known.get(context.parentURL)?.links[`${kind} ${specifier}`];
      let url = name === undefined ? undefined : urls.get(name);
      if (url === undefined) {
        const direct = specifier.startsWith('/') ? pathToFileURL(specifier).href : specifier;
        if (known.has(direct)) url = direct;
      }
      return url === undefined ? next(specifier, context) : { url, format: known.get(url).format, shortCircuit: true };
    },
    load(url, context, next) {
      const file = known.get(url);
      return file === undefined ? next(url, context) :
        { format: file.format, source: text(file.place), shortCircuit: true };
    },
  });
  if (files[main.file].format === 'module') {
    require('internal/modules/esm/entry').runMainModule(mainURL);
  } else {
    require('internal/modules/cjs/loader').wrapModuleLoad(fileURLToPath(mainURL), null, true);
  }
}

if (files === undefined) runScript();
else runProgram();
