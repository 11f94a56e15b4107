// SPDX-License-Identifier: MIT
// --experimental-test-coverage: what the tests have executed, by line, branch and function. Every thread and
// process of the run writes V8's counts into one directory (internal/process/coverage); here they are
// merged, laid over the lines of the sources, and summed up.
'use strict';

const fs = require('fs');
const path = require('path');
const { fileURLToPath } = require('internal/url');
const { mergeScripts } = require('internal/test_runner/coverage_merge');
const { defaultTestPatterns } = require('internal/test_runner/files');

const ignoreComment = /\/\*\s*node:coverage\s+(?:(disable|enable)|ignore\s+next(?:\s+(\d+))?)\s*\*\//;

/** The lines of a source: [start, end) in UTF-16 units without the line break, and whether comments exclude it. */
function linesOf(source) {
  const lines = [];
  let start = 0;
  let disabled = false;
  let ignoreNext = 0;
  while (start < source.length) {
    let end = source.indexOf('\n', start);
    if (end === -1) end = source.length;
    const next = end + 1;
    if (end > start && source.charCodeAt(end - 1) === 13) end--;
    const line = { line: lines.length + 1, start, end, count: start === end ? 1 : 0, ignore: disabled };
    if (ignoreNext > 0) {
      line.ignore = true;
      ignoreNext--;
    }
    const match = ignoreComment.exec(source.slice(start, end));
    if (match !== null) {
      if (match[1] === 'disable') disabled = true;
      else if (match[1] === 'enable') disabled = false;
      else ignoreNext = match[2] === undefined ? 1 : +match[2];
    }
    lines.push(line);
    start = next;
  }
  return lines;
}

/** Index of the last line that starts at or before an offset. */
function lineAt(lines, offset) {
  let low = 0;
  let high = lines.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lines[middle].start <= offset) low = middle;
    else high = middle;
  }
  return low;
}

// Gives the lines that lie wholly in the range its count. Returns its first line, and whether comments
// exclude every line that it touches.
function applyRange(lines, { startOffset, endOffset, count }) {
  const first = lineAt(lines, startOffset);
  let ignored = true;
  for (let i = first; i < lines.length && lines[i].start < endOffset; i++) {
    const line = lines[i];
    ignored &&= line.ignore;
    if (startOffset <= line.start && endOffset >= line.end) line.count = count;
  }
  return { line: lines[first]?.line, ignored };
}

const percent = (covered, total) => (total === 0 ? 100 : (covered / total) * 100);

/** The report of one file from the merged functions of its script. */
function fileReport(file, source, functions) {
  const lines = linesOf(source);
  const report = {
    __proto__: null, path: file, totalLineCount: lines.length, totalBranchCount: 0, totalFunctionCount: 0,
    coveredLineCount: 0, coveredBranchCount: 0, coveredFunctionCount: 0, coveredLinePercent: 0,
    coveredBranchPercent: 0, coveredFunctionPercent: 0, functions: [], branches: [], lines: [],
  };
  functions.forEach((fn, i) => {
    let place;
    for (const range of fn.ranges) {
      const { line, ignored } = applyRange(lines, range);
      place ??= { line, ignored };
      if (!fn.isBlockCoverage) continue;
      report.branches.push({ __proto__: null, line, count: range.count });
      report.totalBranchCount++;
      if (range.count > 0 || ignored) report.coveredBranchCount++;
    }
    // The first function is the module itself.
    if (i === 0 && !fn.nested) return;
    const { count } = fn.ranges[0];
    report.functions.push({ __proto__: null, name: fn.functionName || `anonymous_${report.functions.length}`, count, line: place.line });
    report.totalFunctionCount++;
    if (count > 0 || place.ignored) report.coveredFunctionCount++;
  });
  for (const { line, count, ignore } of lines) {
    if (!ignore) report.lines.push({ __proto__: null, line, count });
    if (ignore || count > 0) report.coveredLineCount++;
  }
  setPercents(report);
  return report;
}

function setPercents(report) {
  for (const what of ['Line', 'Branch', 'Function']) {
    report[`covered${what}Percent`] = percent(report[`covered${what}Count`], report[`total${what}Count`]);
  }
}

/** Coverage of one test run. */
class TestCoverage {
  #original = process.env.NODE_V8_COVERAGE;
  #directory = fs.mkdtempSync(path.join(require('os').tmpdir(), 'node-coverage-'));

  /**
   * @param {{ cwd: string, sourceMaps: boolean, here: boolean (what this process executes counts), include?: string[], exclude?: string[],
   *   thresholds: { function: number, branch: number, line: number } }} options
   */
  constructor(options) {
    this.cwd = options.cwd;
    this.here = options.here;
    this.sourceMaps = options.sourceMaps;
    this.include = options.include ?? [];
    this.exclude = options.exclude ?? [];
    if (this.exclude.length === 0) this.exclude = defaultTestPatterns();
    this.thresholds = options.thresholds;
    if (options.here) require('internal/process/coverage').startInto(this.#directory);
    else process.env.NODE_V8_COVERAGE = this.#directory; // the children's
  }

  /** What counts up to now. Throws what makes a report impossible. */
  summary() {
    try {
      if (this.here) require('internal/process/coverage').finish();
      return this.#summarize(this.#read());
    } finally {
      this.#cleanUp();
    }
  }

  // url -> { functions, map }
  #read() {
    const scripts = new Map();
    for (const name of fs.readdirSync(this.#directory)) {
      if (!/^coverage-\d+-\d+-\d+\.json$/.test(name)) continue;
      let profile;
      try {
        profile = JSON.parse(fs.readFileSync(path.join(this.#directory, name), 'utf8'));
      } catch {
        continue; // of a process that was ended while it wrote
      }
      const maps = this.sourceMaps ? profile['source-map-cache'] ?? {} : {};
      const wanted = profile.result.filter(({ url }) => url.startsWith('file:') && this.#concerns(url, maps[url]));
      const found = require('internal/test_runner/coverage_maps').toSources(wanted, maps);
      mergeScripts(scripts, found.filter(({ url }) => this.#isWanted(url)));
    }
    return scripts;
  }

  // A generated file may be left out while its sources are not.
  #concerns(url, map) {
    return !url.includes('/node_modules/') && (map !== undefined || this.#isWanted(url));
  }

  #isWanted(url) {
    if (!url.startsWith('file:') || url.includes('/node_modules/')) return false;
    const absolute = fileURLToPath(url);
    const relative = path.relative(this.cwd, absolute);
    const matches = (glob) => path.matchesGlob(relative, glob) || path.matchesGlob(absolute, glob);
    if (this.exclude.some(matches)) return false;
    return this.include.length === 0 || this.include.some(matches);
  }

  #summarize(scripts) {
    const totals = {
      __proto__: null, totalLineCount: 0, totalBranchCount: 0, totalFunctionCount: 0, coveredLineCount: 0,
      coveredBranchCount: 0, coveredFunctionCount: 0, coveredLinePercent: 0, coveredBranchPercent: 0,
      coveredFunctionPercent: 0,
    };
    const files = [];
    for (const { url, functions, content } of scripts.values()) {
      const file = fileURLToPath(url);
      let source = content;
      try {
        source ??= require('internal/modules/helpers').stripBOM(fs.readFileSync(file, 'utf8'));
      } catch {
        continue; // deleted since
      }
      const report = fileReport(file, source, functions);
      for (const key of Object.keys(totals)) if (key.endsWith('Count')) totals[key] += report[key];
      files.push(report);
    }
    setPercents(totals);
    files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    return { __proto__: null, workingDirectory: this.cwd, files, totals, thresholds: { ...this.thresholds } };
  }

  // Who set NODE_V8_COVERAGE gets the files, too.
  #cleanUp() {
    if (this.#original === undefined) {
      delete process.env.NODE_V8_COVERAGE;
    } else {
      process.env.NODE_V8_COVERAGE = this.#original;
      fs.cpSync(this.#directory, this.#original, { recursive: true });
    }
    fs.rmSync(this.#directory, { recursive: true, force: true });
  }
}

// Test files run in processes of their own, unless told otherwise: then the runner itself is not of interest.
function countsHere(isolation) {
  const { getOptionValue } = require('internal/options');
  return !getOptionValue('--test') || isolation === 'none';
}

/** Counting begins before the program's first line, although the run is set up later. */
function startEarly() {
  const { getOptionValue } = require('internal/options');
  const { isMainThread } = require('worker_threads');
  if (isMainThread && countsHere(getOptionValue('--test-isolation'))) require('internal/process/coverage').start();
}

/** Makes the coverage of a run from the command line; undefined when nobody asked for it. */
function coverageFromCommandLine() {
  const { getOptionValue } = require('internal/options');
  if (!getOptionValue('--experimental-test-coverage')) return undefined;
  const threshold = (name) => {
    const value = getOptionValue(name);
    require('internal/validators').validateInteger(value, name, 0, 100);
    return value;
  };
  return new TestCoverage({
    __proto__: null,
    cwd: process.cwd(),
    here: countsHere(getOptionValue('--test-isolation')),
    sourceMaps: getOptionValue('--enable-source-maps'),
    include: getOptionValue('--test-coverage-include'),
    exclude: getOptionValue('--test-coverage-exclude'),
    thresholds: {
      __proto__: null,
      line: threshold('--test-coverage-lines'),
      branch: threshold('--test-coverage-branches'),
      function: threshold('--test-coverage-functions'),
    },
  });
}

module.exports = { TestCoverage, coverageFromCommandLine, startEarly };
