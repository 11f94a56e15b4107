// SPDX-License-Identifier: MIT
// URL (and source) -> format of a module: by extension, package "type", MIME type, or by looking at it.
'use strict';

const { RegExpPrototypeExec, SafeSet } = primordials;

const packageReader = require('internal/modules/package_json_reader');
const { getOptionValue } = require('internal/options');
const { fileURLToPath } = require('internal/url');
const { extname } = require('path');

const byExtension = {
  '__proto__': null,
  '.cjs': 'commonjs',
  '.json': 'json',
  '.mjs': 'module',
  '.wasm': 'wasm',
};
const byTypeScriptExtension = {
  '__proto__': null,
  '.cts': 'commonjs-typescript',
  '.mts': 'module-typescript',
};

function stripsTypes() {
  return getOptionValue('--strip-types') !== false && getOptionValue('--experimental-strip-types') !== false;
}

/** MIME type of a data: URL. */
function mimeOf(url) {
  const match = RegExpPrototypeExec(mimePattern, url.href);
  return match === null ? '' : match[1].toLowerCase();
}

const mimePattern = /^data:([^,;]*)[^,]*,/i;
function formatOfData(url) {
  switch (mimeOf(url)) {
    case 'text/javascript':
    case 'application/javascript':
      return 'module';
    case 'application/json':
      return 'json';
    case 'application/wasm':
      return 'wasm';
  }
  return null;
}

function isWasm(path) {
  const fs = require('fs');
  let fd;
  try {
    fd = fs.openSync(path);
    const magic = new Uint8Array(4);
    return fs.readSync(fd, magic) === 4 && magic[0] === 0 && magic[1] === 0x61 && magic[2] === 0x73 && magic[3] === 0x6d;
  } catch {
    return false;
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
  }
}

const warned = new SafeSet();
function warnTypeless(url, path) {
  const config = packageReader.getNearestParentPackageJSON(path);
  if (config === undefined || warned.has(config.filePath)) return;
  warned.add(config.filePath);
  const warning = `Module type of ${url.href} is not specified and it doesn't parse as CommonJS.\n` +
    'Reparsing as ES module because module syntax was detected. This incurs a performance overhead.\n' +
    `To eliminate this warning, add "type": "module" to ${config.filePath}.`;
  process.emitWarning(warning, { __proto__: null, code: 'MODULE_TYPELESS_PACKAGE_JSON' });
}

// .js without "type", and files without extension: the source decides, when it is there.
function detect(url, path, source, typescript) {
  if (source === undefined || source === null) return null;
  let text = typeof source === 'string' ? source : require('buffer').Buffer.from(source).toString('utf8');
  let { containsModuleSyntax } = internalBinding('contextify');
  if (typescript) {
    const transformer = require('internal/modules/typescript');
    text = transformer.stripTypeScriptModuleTypes(text, url.href);
    containsModuleSyntax = transformer.hasModuleSyntax;
  }
  const isModule = getOptionValue('--experimental-detect-module') !== false && containsModuleSyntax(text, path);
  if (isModule && extname(path) !== '') warnTypeless(url, path);
  if (typescript) return isModule ? 'module-typescript' : 'commonjs-typescript';
  return isModule ? 'module' : 'commonjs';
}

function formatOfFile(url, source, ignoreErrors) {
  const path = fileURLToPath(url);
  const ext = extname(path);
  if (ext === '.js' || ext === '') {
    const type = packageReader.getNearestParentPackageJSONType(path);
    if (ext === '' && type !== 'commonjs' && isWasm(path)) return 'wasm';
    return type === 'none' ? detect(url, path, source, false) : type;
  }
  const format = byExtension[ext];
  if (format !== undefined) return format;
  if (stripsTypes()) {
    if (ext === '.ts' || ext === '.tsx' || ext === '.jsx') {
      const type = packageReader.getNearestParentPackageJSONType(path);
      return type === 'none' ? detect(url, path, source, true) : `${type}-typescript`;
    }
    if (byTypeScriptExtension[ext] !== undefined) return byTypeScriptExtension[ext];
  }
  if (ext === '.node' && getOptionValue('--experimental-addon-modules')) return 'addon';
  if (ignoreErrors) return undefined;
  const { codes: { ERR_UNKNOWN_FILE_EXTENSION } } = require('internal/errors');
  throw new ERR_UNKNOWN_FILE_EXTENSION(ext, path);
}

function formatOf(url, source, ignoreErrors) {
  switch (url.protocol) {
    case 'node:':
    case 'eddy:':
      return 'builtin';
    case 'data:':
      return formatOfData(url);
    case 'file:':
      return formatOfFile(url, source, ignoreErrors);
  }
  return undefined;
}

/** For resolve(): null or undefined when it is not known yet. */
function formatWithoutErrors(url) {
  return formatOf(url, undefined, true);
}

/** For load(): throws ERR_UNKNOWN_FILE_EXTENSION. */
function formatWithSource(url, source) {
  return formatOf(url, source, false);
}

/** Whether a file is an ES module by its name and package alone. */
function isModuleByExtension(url) {
  return formatWithoutErrors(url) === 'module';
}

module.exports = { formatWithoutErrors, formatWithSource, mimeOf, isModuleByExtension, warnTypelessPackage: warnTypeless };
