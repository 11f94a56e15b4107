// SPDX-License-Identifier: MIT
// TypeScript: types are replaced by white space (amaro), so that positions stay what they are.
'use strict';

const { getOptionValue } = require('internal/options');
const { kEmptyObject } = require('internal/util');

let transformer;
function loadTransformer() {
  return transformer ??= require('internal/deps/amaro/dist/index').transformSync;
}

function explain(error, filename) {
  const { codes: { ERR_INVALID_TYPESCRIPT_SYNTAX, ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX } } = require('internal/errors');
  const isUnsupported = error?.code === 'UnsupportedSyntax';
  const Class = isUnsupported ? ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX : ERR_INVALID_TYPESCRIPT_SYNTAX;
  const wrapped = new Class(error?.message ?? `${error}`);
  const { setErrorArrow } = internalBinding('contextify');
  if (error?.snippet !== undefined && error.startLine !== undefined) {
    const pad = ' '.repeat(Math.max(0, error.startColumn ?? 0));
    setErrorArrow(wrapped, `${error.filename ?? filename}:${error.startLine}\n${error.snippet}\n${pad}^\n`);
  }
  return wrapped;
}

function transform(source, options) {
  try {
    return loadTransformer()(source, options).code;
  } catch (error) {
    throw explain(error, options.filename);
  }
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
  const { mode = 'strip', sourceUrl = '' } = options;
  let { sourceMap = false } = options;
  validateOneOf(mode, 'options.mode', ['strip', 'transform']);
  validateString(sourceUrl, 'options.sourceUrl');
  if (mode === 'strip') {
    validateOneOf(sourceMap, 'options.sourceMap', [false, undefined]);
    sourceMap = false;
  } else {
    validateBoolean(sourceMap, 'options.sourceMap');
  }
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

function isUnderNodeModules(filename) {
  return filename.includes('/node_modules/');
}

/** For files. Those of packages are not stripped. */
function stripTypeScriptModuleTypes(source, filename) {
  if (isUnderNodeModules(filename)) {
    const { codes: { ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING } } = require('internal/errors');
    throw new ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING(filename);
  }
  const run = () => (getOptionValue('--experimental-transform-types') ?
    processTypeScript(source, { mode: 'transform', sourceMap: getOptionValue('--enable-source-maps'), filename }) :
    transform(source, { __proto__: null, mode: 'strip-only', filename }));
  const cache = require('internal/modules/compile_cache');
  if (!cache.enabled) return run();
  let type = 'StrippedTypeScript';
  if (getOptionValue('--experimental-transform-types')) {
    type = getOptionValue('--enable-source-maps') ? 'TransformedTypeScriptWithSourceMaps' : 'TransformedTypeScript';
  }
  return cache.transpile(type, filename, source, run);
}

/** For --eval and stdin. */
function stripTypeScriptTypesForEval(source, name) {
  return transform(source, { __proto__: null, mode: 'strip-only', filename: name });
}

module.exports = { stripTypeScriptTypes, stripTypeScriptModuleTypes, stripTypeScriptTypesForEval };
