// SPDX-License-Identifier: MIT
// module.SourceMap: version 3 source maps, decoded when first asked (flat and with sections).
'use strict';

const { validateObject } = require('internal/validators');

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const digits = new Int8Array(128);
for (let i = 0; i < 64; i++) digits[alphabet.charCodeAt(i)] = i;

// Reads the base-64 VLQ numbers of a "mappings" string. As in Node, what is no digit counts as nothing, and so do the
// fields that are missing at the very end.
class VlqReader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  atSeparator() {
    const code = this.text.charCodeAt(this.at);
    return code === 44 || code === 59;
  }

  next() {
    let value = 0;
    let shift = 0;
    for (;;) {
      const digit = digits[this.text.charCodeAt(this.at++)] ?? 0;
      value |= (digit & 31) << shift;
      if (!(digit & 32)) break;
      shift += 5;
    }
    return value & 1 ? -(value >>> 1) || kNegativeZero : value >>> 1;
  }
}

const kNegativeZero = -2_147_483_648; // as "B" is decoded: the format has no other use for it

// [generated line, column, source, original line, column, name]; `sourceRoot` does not count here
function decode(map, lineOffset, columnOffset, out) {
  const urls = [];
  for (let i = 0; i < map.sources.length; i++) urls.push(map.sources[i]);
  const { names, mappings } = map;
  const reader = new VlqReader(mappings);
  let line = lineOffset;
  let column = columnOffset;
  let source = 0;
  let originalLine = 0;
  let originalColumn = 0;
  let name = 0;
  for (;;) {
    if (mappings[reader.at] === ',') {
      reader.at++;
    } else {
      for (; mappings[reader.at] === ';'; reader.at++) {
        line++;
        column = 0;
      }
      if (!(reader.at < mappings.length)) return;
    }
    column += reader.next();
    if (reader.atSeparator()) {
      out.push([line, column]);
      continue;
    }
    source += reader.next();
    originalLine += reader.next();
    originalColumn += reader.next();
    let symbol;
    if (!reader.atSeparator()) {
      name += reader.next();
      symbol = names?.[name];
    }
    out.push([line, column, urls[source], originalLine, originalColumn, symbol]);
  }
}

/** A copy whose lists are copies, too. */
function clone(payload) {
  const copy = { ...payload };
  for (const key of Object.keys(copy)) {
    if (Array.isArray(copy[key])) copy[key] = copy[key].slice();
  }
  return copy;
}

class SourceMap {
  #payload;
  #mappings;
  #lineLengths;

  constructor(payload, { lineLengths } = { __proto__: null }) {
    validateObject(payload, 'payload');
    this.#payload = clone(payload);
    this.#lineLengths = lineLengths?.length ? lineLengths.slice() : undefined;
    this.#load();
  }

  get payload() {
    return clone(this.#payload);
  }

  get lineLengths() {
    return this.#lineLengths?.slice();
  }

  #load() {
    const list = [];
    if (this.#payload.sections) {
      for (const { offset, map } of this.#payload.sections) decode(map, offset.line, offset.column, list);
    } else {
      decode(this.#payload, 0, 0, list);
    }
    this.#mappings = list.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }

  /** The mapping at or before a zero-based position. */
  findEntry(lineOffset, columnOffset) {
    const list = this.#mappings;
    let low = 0;
    let high = list.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      const entry = list[middle];
      if (lineOffset < entry[0] || (lineOffset === entry[0] && columnOffset < entry[1])) high = middle;
      else low = middle;
    }
    const entry = list[low];
    if (entry === undefined || (low === 0 && (lineOffset < entry[0] || (lineOffset === entry[0] && columnOffset < entry[1])))) {
      return {};
    }
    return {
      generatedLine: entry[0], generatedColumn: entry[1], originalSource: entry[2], originalLine: entry[3],
      originalColumn: entry[4], name: entry[5],
    };
  }

  /** The same from one-based positions, as stack traces give them. */
  findOrigin(lineNumber, columnNumber) {
    const range = this.findEntry(lineNumber - 1, columnNumber - 1);
    if (range.originalSource === undefined || range.originalLine === undefined || range.originalColumn === undefined ||
        range.generatedLine === undefined || range.generatedColumn === undefined) {
      return {};
    }
    return {
      name: range.name,
      fileName: range.originalSource,
      lineNumber: range.originalLine + (lineNumber - range.generatedLine),
      columnNumber: range.originalColumn + (columnNumber - range.generatedColumn),
    };
  }
}

module.exports = { SourceMap };
