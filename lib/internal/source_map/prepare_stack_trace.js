// SPDX-License-Identifier: MIT
// Stack traces with the positions of the sources that the modules were made from.
'use strict';

const { findSourceMap } = require('internal/source_map/cache');

function header(error) {
  const { kIsNodeError } = require('internal/errors');
  try {
    if (kIsNodeError in error) return `${error.name} [${error.code}]: ${error.message}`;
    return Error.prototype.toString.call(error);
  } catch {
    return '<error>';
  }
}

/** A place in generated code as one in the source it was made from; undefined without a map. */
function original(file, line, column) {
  if (!file || file.startsWith('node:')) return undefined;
  const map = findSourceMap(file);
  if (map === undefined) return undefined;
  const entry = map.findEntry(line - 1, column - 1);
  if (entry.originalSource === undefined || entry.originalLine === undefined) return undefined;
  const { fileURLToPath } = require('internal/url');
  const source = entry.originalSource.startsWith('file:') ? fileURLToPath(entry.originalSource) : entry.originalSource;
  return { map, entry, source, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

// A mapped frame: what it was called in the source, and where it stood.
function mapped(site, next) {
  const at = original(site.getScriptNameOrSourceURL?.() ?? site.getFileName(), site.getLineNumber(), site.getColumnNumber());
  if (at !== undefined) at.name = nameOf(next);
  return at;
}

// The function around a frame is named by the mapping of the frame that called it.
function nameOf(site) {
  if (site === undefined) return undefined;
  const file = site.getScriptNameOrSourceURL?.() ?? site.getFileName();
  const map = file ? findSourceMap(file) : undefined;
  return map?.findEntry(site.getLineNumber() - 1, site.getColumnNumber() - 1).name;
}

function frameText(site, at) {
  const fn = site.getFunctionName();
  const type = site.getTypeName?.();
  const name = at.name ?? fn;
  const prefix = type && type !== 'global' && type !== 'Object' && fn && !fn.startsWith(`${type}.`) ? `${type}.` : '';
  const asyncMark = site.isAsync?.() ? 'async ' : site.isConstructor() ? 'new ' : '';
  const place = `${at.source}:${at.line}:${at.column}`;
  if (name) return `${asyncMark}${prefix}${name} (${place})`;
  const unnamed = / ?(\S*<anonymous>) \(/.exec(`${site}`); // "Object.<anonymous> (file:1:1)"
  return `${asyncMark}${unnamed === null ? '<anonymous>' : unnamed[1]} (${place})`;
}

// "file:line\nsource line\n    ^\n", for an uncaught error; '' when the source cannot be read
function excerpt(at) {
  let text;
  const { payload } = at.map;
  const index = payload.sources?.indexOf(at.entry.originalSource);
  if (index !== undefined && index !== -1) text = payload.sourcesContent?.[index];
  if (text === undefined || text === null) {
    try {
      text = require('fs').readFileSync(at.source, 'utf8');
    } catch {
      return '';
    }
  }
  const line = text.split(/\r?\n/, at.line)[at.line - 1];
  if (!line) return '';
  const pad = [...line.slice(0, at.column - 1)].map((ch) => (ch === '\t' ? '\t' : ' ')).join('');
  return `${at.source}:${at.line}\n${line}\n${pad}^\n`;
}

/** The excerpt of the source of a place in generated code. */
function mappedArrow(file, line, column) {
  try {
    const at = original(file, line, column);
    return at === undefined ? '' : excerpt(at);
  } catch {
    return ''; // a broken map
  }
}

/** The stack of an error whose frames are mapped: what `Error.prepareStackTrace` is while source maps are on. */
function formatMapped(error, trace) {
  let text = header(error);
  for (let i = 0; i < trace.length; i++) {
    let at;
    try {
      at = mapped(trace[i], trace[i + 1]);
    } catch { /* a broken map */ }
    text += `\n    at ${at === undefined ? trace[i] : frameText(trace[i], at)}`;
  }
  return text;
}

module.exports = { formatMapped, mappedArrow };
