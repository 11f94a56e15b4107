// SPDX-License-Identifier: MIT
// What an import in a TypeScript file may mean beyond Node's rules, asked only after those have found nothing:
// './x.js' for x.ts, "paths" and "baseUrl" of tsconfig.json, and names without extension where tsconfig.json
// does not say node16 or nodenext.
'use strict';

const path = require('path');
const { stat } = internalBinding('modules');
const tsconfig = require('internal/modules/tsconfig');

const kFile = 0;
const importer = /\.(?:[mc]?ts|tsx|jsx)$/;
const sources = { '__proto__': null, '.js': ['.ts', '.tsx'], '.jsx': ['.tsx'], '.mjs': ['.mts'], '.cjs': ['.cts'] };
const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];

function isFile(name) {
  return stat(name) === kFile;
}

// x.js was written for x.ts.
function sourceOf(name) {
  const ext = path.extname(name);
  for (const other of sources[ext] ?? []) {
    const source = name.slice(0, -ext.length) + other;
    if (isFile(source)) return source;
  }
  return undefined;
}

function withExtension(name) {
  for (const ext of extensions) if (isFile(name + ext)) return name + ext;
  for (const ext of extensions) {
    const index = path.join(name, `index${ext}`);
    if (isFile(index)) return index;
  }
  return undefined;
}

// Is there a tsconfig.json that asks for another resolution than Node's?
function searches(options) {
  if (Object.keys(options).length === 0) return false;
  const wanted = `${options.moduleResolution ?? options.module ?? ''}`.toLowerCase();
  return !(wanted.startsWith('node1') || wanted === 'node20' || wanted === 'nodenext') || wanted === 'node10';
}

/**
 * @param {string} specifier
 * @param {string} filename of the importing file
 * @returns {string|undefined} path of a file
 */
function find(specifier, filename) {
  if (!importer.test(filename) || filename.includes('/node_modules/')) return undefined;
  if (require('internal/modules/typescript').mode() !== 'full') return undefined;
  if (/^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..') {
    const name = path.resolve(path.dirname(filename), specifier);
    return sourceOf(name) ?? (searches(tsconfig.forFile(filename)) ? withExtension(name) : undefined);
  }
  for (const name of tsconfig.candidates(specifier, filename)) {
    const found = isFile(name) ? name : sourceOf(name) ?? withExtension(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

module.exports = { find };
