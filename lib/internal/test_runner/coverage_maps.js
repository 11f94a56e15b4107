// SPDX-License-Identifier: MIT
// Coverage of generated code, carried over to the sources that its source map names.
'use strict';

const fs = require('fs');
const { codes: { ERR_SOURCE_MAP_CORRUPT, ERR_SOURCE_MAP_MISSING_SOURCE } } = require('internal/errors');

// Offsets at which the lines of a text start, from their lengths.
function startsOf(lengths) {
  const starts = [0];
  for (const length of lengths) starts.push(starts.at(-1) + length + 1);
  return starts;
}

function positionOf(starts, offset) {
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle;
  }
  return { line: low, column: offset - starts[low] };
}

/** One source of a map: its text, and the offsets of its lines. */
class Source {
  constructor(url, content) {
    this.url = url;
    this.content = content;
    this.lengths = content.split('\n').map((line) => line.length);
    this.starts = startsOf(this.lengths);
  }

  // A mapping leads to a token. What was executed is taken for the whole line, as long as nobody
  // says otherwise.
  offset(entry, count, atEnd) {
    const line = Math.min(entry.originalLine, this.lengths.length - 1);
    if (count > 0) return this.starts[line] + (atEnd ? this.lengths[line] : 0);
    return this.starts[line] + Math.min(entry.originalColumn + (atEnd ? 1 : 0), this.lengths[line]);
  }
}

class MappedScript {
  #sources = new Map();

  constructor(url, { data, lineLengths }) {
    if (data === null || data === undefined) throw new ERR_SOURCE_MAP_CORRUPT(url);
    const { SourceMap } = require('internal/source_map/source_map');
    try {
      this.map = new SourceMap(data);
    } catch {
      throw new ERR_SOURCE_MAP_CORRUPT(url);
    }
    this.starts = startsOf(lineLengths);
    data.sources?.forEach((source, i) => {
      this.#sources.set(source, new Source(source, data.sourcesContent?.[i] ?? this.#read(source, url)));
    });
  }

  #read(source, url) {
    try {
      return fs.readFileSync(require('internal/url').fileURLToPath(source), 'utf8');
    } catch {
      throw new ERR_SOURCE_MAP_MISSING_SOURCE(source, url);
    }
  }

  #entry(offset, limit) {
    const at = positionOf(this.starts, offset);
    let entry = this.map.findEntry(at.line, at.column);
    // Helpers at the top of a bundle come from no source: the first line that does stands for them.
    for (let line = at.line + 1; entry.originalSource === undefined && this.starts[line] < limit; line++) {
      entry = this.map.findEntry(line, 0);
    }
    return entry.originalSource === undefined ? undefined : entry;
  }

  // A range belongs to the source in which it starts and ends.
  mapRange({ startOffset, endOffset, count }) {
    const start = this.#entry(startOffset, endOffset);
    const end = this.#entry(endOffset - 1, endOffset); // after it may already be something else
    if (start === undefined || end === undefined || start.originalSource !== end.originalSource) return undefined;
    const source = this.#sources.get(start.originalSource);
    if (source === undefined) return undefined;
    const range = { startOffset: source.offset(start, count, false), endOffset: source.offset(end, count, true), count };
    return range.startOffset < range.endOffset ? { source, range } : undefined;
  }
}

/**
 * Scripts with a map become scripts of its sources; the others stay.
 * @param {{ url: string, functions: object[] }[]} scripts
 * @param {{ [url: string]: { data: object|null, lineLengths: number[] } }} maps
 */
function toSources(scripts, maps) {
  const out = [];
  for (const script of scripts) {
    if (maps[script.url] === undefined) {
      out.push(script);
      continue;
    }
    const mapped = new MappedScript(script.url, maps[script.url]);
    const found = new Map(); // URL of a source -> script
    script.functions.forEach((fn, i) => {
      let target;
      const ranges = [];
      for (const range of fn.ranges) {
        const there = mapped.mapRange(range);
        if (there === undefined || (target !== undefined && there.source !== target)) continue;
        target = there.source;
        ranges.push(there.range);
      }
      if (target === undefined) return;
      let own = found.get(target.url);
      if (own === undefined) found.set(target.url, own = { url: target.url, content: target.content, functions: [] });
      own.functions.push({ ...fn, ranges, nested: i > 0 });
    });
    out.push(...found.values());
  }
  return out;
}

module.exports = { toSources };
