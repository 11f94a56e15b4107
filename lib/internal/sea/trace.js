// SPDX-License-Identifier: MIT
// The files a program consists of: everything that require(), import and export name with a literal, from the
// main file on. What is computed at run time cannot be seen; options add it.
'use strict';

const fs = require('fs');
const path = require('path');
const { Module, builtinModules } = require('module');
const { fileURLToPath, pathToFileURL } = require('internal/url');

function parse(source) {
  const acorn = require('internal/deps/acorn/dist/acorn');
  const options = {
    __proto__: null, ecmaVersion: 'latest', allowHashBang: true, allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true, allowImportExportEverywhere: true, allowSuperOutsideMethod: true,
  };
  try {
    return acorn.parse(source, { ...options, sourceType: 'module' });
  } catch {
    return acorn.parse(source, { ...options, sourceType: 'script' });
  }
}

const isText = (node) => node?.type === 'Literal' && typeof node.value === 'string';

function isRequire({ callee }) {
  if (callee.type === 'Identifier') return callee.name === 'require';
  return callee.type === 'MemberExpression' && callee.object.name === 'require' && callee.property.name === 'resolve';
}

/** [kind, specifier] of what a source asks for; kind is 'require' or 'import'. */
function requestsOf(source) {
  const walk = require('internal/deps/acorn-walk/dist/walk');
  const requests = [];
  const take = (kind, node) => {
    if (isText(node)) requests.push([kind, node.value]);
  };
  let root;
  try {
    root = parse(source);
  } catch {
    return requests; // its error shows when it runs
  }
  const fromSource = ({ source: from }) => take('import', from);
  walk.simple(root, {
    CallExpression(node) {
      if (isRequire(node)) take('require', node.arguments[0]);
    },
    ImportExpression: fromSource,
    ImportDeclaration: fromSource,
    ExportNamedDeclaration: fromSource,
    ExportAllDeclaration: fromSource,
  });
  return requests;
}

function resolve(kind, specifier, file) {
  if (kind === 'import') {
    const { url } = require('internal/modules/esm/loader').getLoader().resolve(specifier, pathToFileURL(file).href);
    return url.startsWith('file:') ? fileURLToPath(url) : undefined;
  }
  const parent = new Module(file);
  parent.filename = file;
  parent.paths = Module._nodeModulePaths(path.dirname(file));
  return Module._resolveFilename(specifier, parent);
}

function formatOf(file, source) {
  switch (path.extname(file)) {
    case '.json': return 'json';
    case '.mjs': case '.mts': return 'module';
    case '.cjs': case '.cts': return 'commonjs';
  }
  const { getNearestParentPackageJSONType } = require('internal/modules/package_json_reader');
  const type = getNearestParentPackageJSONType(file);
  if (type === 'module' || type === 'commonjs') return type;
  return internalBinding('contextify').containsModuleSyntax(source, file) ? 'module' : 'commonjs';
}

function load(file) {
  const source = require('internal/modules/helpers').stripBOM(fs.readFileSync(file, 'utf8'));
  if (!/\.[cm]?ts$/.test(file)) return source;
  return require('internal/modules/typescript').stripTypeScriptModuleTypes(source, file);
}

/**
 * @param {string} main absolute path
 * @returns {{ files: Map<string, { source: string, format: string, links: object }>, missing: string[] }} by path;
 *   links: 'kind specifier' -> path; missing: what could not be found or cannot be taken along
 */
function trace(main) {
  const files = new Map();
  const missing = [];
  const queue = [main];
  const note = (specifier, file, why) => missing.push(`${specifier} (from ${path.relative('', file)}): ${why}`);
  const add = (kind, specifier, file, links) => {
    if (specifier.startsWith('node:') || specifier.startsWith('eddy:') || builtinModules.includes(specifier)) return;
    let target;
    try {
      target = resolve(kind, specifier, file);
    } catch (error) {
      note(specifier, file, error.code ?? error.message);
      return;
    }
    if (target === undefined || !path.isAbsolute(target)) return;
    if (/\.(node|wasm)$/.test(target)) {
      note(specifier, file, 'stays outside');
      return;
    }
    links[`${kind} ${specifier}`] = target;
    if (!files.has(target)) queue.push(target);
  };
  while (queue.length > 0) {
    const file = queue.shift();
    if (files.has(file)) continue;
    const source = load(file);
    const entry = { source, format: formatOf(file, source), links: { __proto__: null } };
    files.set(file, entry);
    if (entry.format === 'json') continue;
    for (const { 0: kind, 1: specifier } of requestsOf(source)) add(kind, specifier, file, entry.links);
  }
  return { files, missing };
}

module.exports = { trace };
