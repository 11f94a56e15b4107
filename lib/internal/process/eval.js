// SPDX-License-Identifier: MIT
// Source text from the command line or stdin: as a script, an ES module, or TypeScript, whichever it is.
// Used by internal/main/eval_string and eval_stdin.
'use strict';

const { globalThis, ObjectDefineProperty, StringPrototypeIndexOf, StringPrototypeSlice, StringPrototypeStartsWith } = primordials;

const { getOptionValue } = require('internal/options');
const path = require('path');

/** Prints what --print asks for, when the program ends: promises are shown as they are then. */
function printResult(result) {
  const { log } = require('internal/console/global');
  process.on('exit', () => log(result));
}

function makeModule(name) {
  const { Module } = require('internal/modules/cjs/loader');
  let cwd;
  try {
    cwd = process.cwd();
  } catch {
    cwd = '/';
  }
  const mod = new Module(name);
  mod.filename = path.join(cwd, name);
  mod.paths = Module._nodeModulePaths(cwd);
  return mod;
}

/**
 * Runs a script in the global scope, with require, module, exports … as globals.
 * @param {string} name '[eval]' or '[stdin]'
 * @param {string} source
 * @param {boolean} print
 */
function evalScript(name, source, print) {
  const { makeRequireFunction, state } = require('internal/modules/helpers');
  const { ContextifyScript } = internalBinding('contextify');
  const { defaultHostSymbol } = require('internal/modules/esm/default_host');
  const mod = makeModule(name);
  state.startedUserCJS = true;
  globalThis.module = mod;
  globalThis.exports = mod.exports;
  globalThis.__filename = name;
  globalThis.__dirname = '.';
  globalThis.require = makeRequireFunction(mod);
  if (name === '[eval]') {
    require('internal/modules/helpers').addBuiltinLibsToObject(globalThis, '<eval>', /\bcrypto\b/.test(source));
  }
  const script = new ContextifyScript(source, name, 0, 0, undefined, false, undefined, defaultHostSymbol);
  if (getOptionValue('--inspect-brk')) require('internal/inspector/control').pauseOnStart();
  const result = script.runInContext(null, -1, true, false);
  if (print) printResult(result);
}

/** The same as an ES module. */
function evalModule(source, print) {
  if (print) {
    const { codes: { ERR_EVAL_ESM_CANNOT_PRINT } } = require('internal/errors');
    throw new ERR_EVAL_ESM_CANNOT_PRINT();
  }
  require('internal/modules/helpers').addBuiltinLibsToObject(globalThis, '<eval>');
  const { runWithPreloads, watch } = require('internal/modules/esm/entry');
  const { pathToFileURL } = require('internal/url');
  const url = `${pathToFileURL(`${process.cwd()}/`).href}[eval1]`;
  require('internal/modules/esm/import_meta').setMainURL(url);
  runWithPreloads(async (loader) => {
    const job = loader.sourceModule(source, url);
    loader.instantiate(job);
    await undefined;
    return watch(loader.run(job), job);
  });
}

function strip(source, name) {
  return require('internal/modules/typescript').stripTypeScriptTypesForEval(source, name);
}

// A script that turns out to be a module, or TypeScript, is tried as such.
function evalDetected(name, source, print) {
  const { containsModuleSyntax } = internalBinding('contextify');
  if (getOptionValue('--experimental-detect-module') !== false && containsModuleSyntax(source, name)) {
    return evalModule(source, print);
  }
  if (compiles(source, name)) return evalScript(name, source, print);
  if (getOptionValue('--strip-types') === false || getOptionValue('--experimental-strip-types') === false) {
    return evalScript(name, source, print);
  }
  let stripped;
  try {
    stripped = strip(source, name);
  } catch (error) {
    return explainedByTypeScript(error, () => evalScript(name, source, print));
  }
  if (containsModuleSyntax(stripped, name)) return evalModule(stripped, print);
  return evalScript(name, stripped, print);
}

// Throws the SyntaxError of the text as it is, with what TypeScript has to say below the arrow.
function explainedByTypeScript({ message }, fn) {
  try {
    return fn();
  } catch (error) {
    const { stack } = error; // "file:line", the line, carets, an empty line, the error
    const end = typeof stack === 'string' ? StringPrototypeIndexOf(stack, '\n\n') : -1;
    if (end !== -1) error.stack = `${StringPrototypeSlice(stack, 0, end)}\n${message}${StringPrototypeSlice(stack, end)}`;
    throw error;
  }
}

function compiles(source, name) {
  const { ContextifyScript } = internalBinding('contextify');
  try {
    new ContextifyScript(source, name, 0, 0, undefined, false, undefined, undefined);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} name
 * @param {string} source
 */
function evaluate(name, source) {
  // Programs that start programs look here for what they are to pass on.
  ObjectDefineProperty(process, '_eval',
    { __proto__: null, value: source, configurable: true, enumerable: true, writable: name === '[stdin]' });
  const print = getOptionValue('--print') === true;
  const type = getOptionValue('--input-type') || getOptionValue('--experimental-default-type');
  const run = () => {
    switch (type) {
      case 'module': return evalModule(source, print);
      case 'module-typescript': return evalModule(strip(source, name), print);
      case 'commonjs-typescript': return evalScript(name, strip(source, name), print);
      case 'commonjs': return evalScript(name, source, print);
      default: return evalDetected(name, source, print);
    }
  };
  if (getOptionValue('--import')?.length > 0 && !StringPrototypeStartsWith(type ?? '', 'module')) {
    const { runWithPreloads } = require('internal/modules/esm/entry');
    runWithPreloads(run);
  } else {
    run();
  }
}

module.exports = { evaluate, evalScript };
