// SPDX-License-Identifier: MIT
// TypeScript: types are replaced by white space (amaro), so that positions stay what they are. What white
// space cannot do (enum, namespace, parameter properties, decorators, JSX) goes to the TypeScript compiler
// (typescript_compiler.js), unless --no-experimental-transform-types asks for erasable syntax only.
'use strict';

const { RegExpPrototypeExec, StringPrototypeEndsWith, StringPrototypeIncludes, StringPrototypeStartsWith } = primordials;

const { getOptionValue } = require('internal/options');
const { kEmptyObject } = require('internal/util');

let transformer;
function loadTransformer() {
  return transformer ??= require('internal/deps/amaro/dist/index').transformSync;
}

function isUnsupported(error) {
  return error?.code === 'UnsupportedSyntax';
}

function explain(error, filename) {
  const { codes: { ERR_INVALID_TYPESCRIPT_SYNTAX, ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX } } = require('internal/errors');
  const Class = isUnsupported(error) ? ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX : ERR_INVALID_TYPESCRIPT_SYNTAX;
  const wrapped = new Class(error?.message ?? `${error}`);
  const { setErrorArrow } = internalBinding('contextify');
  if (error?.snippet !== undefined && error.startLine !== undefined) {
    let where = error.filename ?? filename;
    if (where[0] === '/') where = require('internal/url').pathToFileURL(where).href;
    setErrorArrow(wrapped, `${where}:${error.startLine}\n${error.snippet}`);
  }
  return wrapped;
}

/**
 * module.stripTypeScriptTypes()
 * @param {string} code
 * @param {{ mode?: 'strip'|'transform', sourceUrl?: string, sourceMap?: boolean }} [options]
 * @returns {string}
 */
function stripTypeScriptTypes(code, options = kEmptyObject) {
  const { validateBoolean, validateObject, validateOneOf, validateString } = require('internal/validators');
  require('internal/util').emitExperimentalWarning('stripTypeScriptTypes');
  validateString(code, 'code');
  validateObject(options, 'options');
  const { sourceMap = false, sourceUrl = '', mode = 'strip' } = options;
  validateOneOf(mode, 'options.mode', ['strip', 'transform']);
  validateString(sourceUrl, 'options.sourceUrl');
  validateBoolean(sourceMap, 'options.sourceMap');
  if (mode === 'strip') validateOneOf(sourceMap, 'options.sourceMap', [false, undefined]);
  return processTypeScript(code, { mode, sourceMap, filename: sourceUrl });
}

function processTypeScript(code, { mode, sourceMap, filename }) {
  let result;
  try {
    result = loadTransformer()(code, {
      __proto__: null, mode: mode === 'strip' ? 'strip-only' : 'transform', sourceMap, filename, transform: {
        verbatimModuleSyntax: true, nativeClassProperties: true, noEmptyExport: true, importNotUsedAsValues: 'preserve',
      },
    });
  } catch (error) {
    throw explain(error, filename);
  }
  if (result.map) {
    const encoded = require('buffer').Buffer.from(result.map).toString('base64');
    return `${result.code}\n\n//# sourceMappingURL=data:application/json;base64,${encoded}`;
  }
  if (filename) return `${result.code}\n\n//# sourceURL=${filename}`;
  return result.code;
}

function strip(source, filename) {
  return loadTransformer()(source, { __proto__: null, mode: 'strip-only', filename }).code;
}

// ---- files ------------------------------------------------------------------------------------------

function isJSX(filename) {
  return StringPrototypeEndsWith(filename, 'x') && // almost never
    (StringPrototypeEndsWith(filename, '.tsx') || StringPrototypeEndsWith(filename, '.jsx'));
}

// An @ where a decorator may stand. Types are gone already; comments may match, too.
const decoratorPattern = /(?:^|[\s;{}()])@[\w$(]/;

// Whether V8 takes the text, as a module or as the body of a function.
function parses(code, filename) {
  const { ModuleWrap } = internalBinding('module_wrap');
  try {
    new ModuleWrap(filename, undefined, code, 0, 0);
    return true;
  } catch { /* no module */ }
  try {
    internalBinding('contextify').compileCommonJS(code, filename, false);
    return true;
  } catch {
    return false;
  }
}

function compile(source, filename, format) {
  return require('internal/modules/typescript_compiler').compile(source, filename, format);
}

// Erases what can be erased, and compiles what cannot.
function transformFull(source, filename, format) {
  if (isJSX(filename)) return compile(source, filename, format);
  let code;
  try {
    code = strip(source, filename);
  } catch (error) {
    // `module Name {}` is an error in every mode: it will mean something else in JavaScript.
    if (!isUnsupported(error) || StringPrototypeIncludes(error.message, '`module` keyword')) throw explain(error, filename);
    return compile(source, filename, format);
  }
  if (RegExpPrototypeExec(decoratorPattern, code) !== null && !parses(code, filename)) {
    return compile(source, filename, format);
  }
  return code;
}

/** 'strip', 'transform' (both as Node has them) or 'full'. */
function mode() {
  if (getOptionValue('--experimental-transform-types')) return 'transform';
  return getOptionValue('[erasable_types_only]') ? 'strip' : 'full';
}

function transformNow(source, filename, format) {
  switch (mode()) {
    case 'transform':
      return processTypeScript(source, { mode: 'transform', sourceMap: getOptionValue('--enable-source-maps'), filename });
    case 'strip':
      try {
        return strip(source, filename);
      } catch (error) {
        throw explain(error, filename);
      }
    default:
      return transformFull(source, filename, format);
  }
}

// With source maps, a stack trace shows the lines of the program's own files.
function noteCompiled(code) {
  if (!StringPrototypeIncludes(code, '\n//# sourceMappingURL=data:application/json;base64,')) return;
  const { sourceMaps } = require('internal/modules/hooks_state');
  if (sourceMaps.enabled) return;
  require('internal/source_map/cache').setSourceMapsSupport(true, { __proto__: null, nodeModules: false, generatedCode: false });
}

const cacheTypes = { __proto__: null, strip: 'StrippedTypeScript', full: 'StrippedTypeScript', transform: 'TransformedTypeScript' };

/** { code, isModule }, as transform_cache.js has it. */
function throughCache(source, filename, format) {
  const run = () => transformNow(source, filename, format);
  const { cache } = require('internal/modules/hooks_state').compiling;
  if (cache !== null) {
    let type = cacheTypes[mode()];
    if (mode() === 'transform' && getOptionValue('--enable-source-maps')) type = 'TransformedTypeScriptWithSourceMaps';
    return { __proto__: null, code: cache.transpile(type, filename, source, run), isModule: undefined };
  }
  if (mode() !== 'full') return { __proto__: null, code: run(), isModule: undefined };
  return require('internal/modules/transform_cache').through(source, filename, format, run);
}

// A file is looked at twice when its text has to tell its format.
const last = { __proto__: null, source: undefined, filename: undefined, code: undefined, isModule: undefined };

/**
 * The JavaScript of a file. Those of packages are not transformed.
 * @param {string} source
 * @param {string} filename path or URL
 * @param {'module'|'commonjs'} [format] if the name or the package says it
 * @returns {string}
 */
function stripTypeScriptModuleTypes(source, filename, format) {
  if (StringPrototypeIncludes(filename, '/node_modules/')) {
    const { codes: { ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING } } = require('internal/errors');
    const path = StringPrototypeStartsWith(filename, 'file:') ? require('internal/url').fileURLToPath(filename) : filename;
    throw new ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING(path);
  }
  if (last.filename === filename && last.source === source) return last.code;
  const { code: made, isModule } = throughCache(source, filename, format);
  let code = made;
  if (mode() === 'full') noteCompiled(code);
  // Tells debuggers that the text is not the file's.
  if (internalBinding('inspector').isEnabled()) code = `${code}\n\n//# sourceURL=${filename}`;
  last.filename = filename;
  last.source = source;
  last.code = code;
  last.isModule = isModule;
  return code;
}

/**
 * Whether what the last file became has a module's syntax.
 * @param {string} code it
 * @param {string} path
 */
function hasModuleSyntax(code, path) {
  if (code === last.code && last.isModule !== undefined) return last.isModule;
  return internalBinding('contextify').containsModuleSyntax(code, path);
}

/** For --eval and stdin: erasable syntax only. */
function stripTypeScriptTypesForEval(source, name) {
  try {
    return strip(source, name);
  } catch (error) {
    throw explain(error, name);
  }
}

module.exports = { hasModuleSyntax, stripTypeScriptTypes, stripTypeScriptModuleTypes, stripTypeScriptTypesForEval, mode, explain };
