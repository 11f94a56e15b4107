// SPDX-License-Identifier: MIT
// Which files are tests: the defaults of `--test`, or the patterns that were given.
'use strict';

const path = require('path');
const { getOptionValue } = require('internal/options');

const skippedDirectories = new Set(['node_modules', '.git']);

function extensions() {
  const list = ['.js', '.mjs', '.cjs'];
  if (getOptionValue('--strip-types') !== false) list.push('.ts', '.mts', '.cts');
  return list;
}

/** The same as globs: what coverage leaves out unless told otherwise. */
function defaultTestPatterns() {
  const ext = `{${extensions().map((name) => name.slice(1)).join(',')}}`;
  return [`**/{test,test/**/*,test-*,*[._-]test}.${ext}`];
}

function looksLikeTest(name, inTestDirectory) {
  const ext = path.extname(name);
  if (!extensions().includes(ext)) return false;
  const base = name.slice(0, -ext.length);
  return inTestDirectory || base === 'test' || base.startsWith('test-') || /[.\-_]test$/.test(base);
}

function walk(directory, inTest, out) {
  const fs = require('fs');
  let entries;
  try {
    entries = fs.readdirSync(directory, { withFileTypes: true });
  } catch {
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const full = path.join(directory, entry.name);
    if (entry.isDirectory()) {
      if (!skippedDirectories.has(entry.name)) walk(full, inTest || entry.name === 'test', out);
    } else if (looksLikeTest(entry.name, inTest)) {
      out.push(full);
    }
  }
}

function hasMagic(pattern) {
  return /[*?[\]{}()!]/.test(pattern);
}

/**
 * @param {string[]} patterns
 * @param {string} cwd
 * @returns {string[]} absolute file names
 */
function findTestFiles(patterns, cwd) {
  const fs = require('fs');
  const found = new Set();
  if (patterns === undefined || patterns.length === 0) {
    const list = [];
    walk(cwd, false, list);
    for (const file of list) found.add(file);
    return [...found].sort();
  }
  for (const pattern of patterns) {
    const full = path.resolve(cwd, pattern);
    if (fs.existsSync(full) && fs.statSync(full).isFile()) {
      found.add(full);
      continue;
    }
    if (hasMagic(pattern) || fs.existsSync(full)) {
      let matches = [];
      try {
        matches = fs.globSync(pattern, { cwd, exclude: (name) => name === 'node_modules' });
      } catch {
        matches = [];
      }
      for (const match of matches) {
        const file = path.resolve(cwd, match);
        if (fs.statSync(file).isFile()) found.add(file);
      }
    }
  }
  if (found.size === 0 && !patterns.some(hasMagic)) {
    process._rawDebug(`Could not find '${patterns.join(', ')}'`);
    process.exit(1);
  }
  return [...found].sort();
}

module.exports = { defaultTestPatterns, findTestFiles };
