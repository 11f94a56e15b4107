// SPDX-License-Identifier: MIT
// --test-rerun-failures: a file keeps what has passed in each run (an array with an object for each attempt,
// keyed by the place of the test), so that the next run only repeats the rest.
'use strict';

const fs = require('fs');
const { relative } = require('path');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');

// Tests made at the same place, by a loop say, are numbered.
class Ids {
  #seen = new Map();

  constructor(cwd) {
    this.cwd = cwd;
  }

  next({ file, line, column }) {
    const id = `${relative(this.cwd, file)}:${line}:${column}`;
    const n = this.#seen.get(id) ?? 0;
    this.#seen.set(id, n + 1);
    return n === 0 ? id : `${id}:(${n})`;
  }
}

class Rerun {
  #attempts;
  #ids;
  #reported;
  #passed = { __proto__: null };
  #children = []; // by nesting, of the parent that has not been reported yet

  /** @param {string} file @param {string} cwd */
  constructor(file, cwd) {
    this.file = file;
    this.#ids = new Ids(cwd);
    this.#reported = new Ids(cwd);
    this.#attempts = this.#read();
    this.attempt = this.#attempts.length;
  }

  #read() {
    let text;
    try {
      text = fs.readFileSync(this.file, 'utf8');
    } catch (error) {
      if (error.code === 'ENOENT') return [];
      throw error;
    }
    let list;
    try {
      list = JSON.parse(text);
    } catch {
      // Told below.
    }
    if (!Array.isArray(list)) {
      throw new ERR_INVALID_ARG_VALUE('--test-rerun-failures', this.file, 'is not a valid rerun file');
    }
    return list;
  }

  /** How a test that is about to run has passed in the last attempt. */
  find(test) {
    if (test.loc?.file === undefined || test.isSuite || test.parent === null) return undefined;
    const entry = this.#attempts.at(-1)?.[this.#ids.next(test.loc)];
    return entry === undefined ? undefined : { children: [], ...entry };
  }

  /** Takes note of an event of the run. */
  record({ type, data }) {
    if ((type !== 'test:pass' && type !== 'test:fail') || data.file === undefined) return;
    const { name, nesting, line, column, file, details } = data;
    const children = this.#children[nesting + 1] ?? [];
    this.#children.length = nesting + 1;
    (this.#children[nesting] ??= []).push({ nesting, name, line, column, file });
    const id = this.#reported.next(data);
    if (type === 'test:fail') return;
    const before = details.type === 'suite' ? this.#attempts.at(-1)?.[id] : details;
    this.#passed[id] = {
      name, children, passed_on_attempt: before?.passed_on_attempt ?? this.attempt, duration_ms: details.duration_ms,
    };
  }

  /** At the end of the run. */
  save() {
    fs.writeFileSync(this.file, JSON.stringify([...this.#attempts, this.#passed], null, 2));
  }
}

/** The state of this run; undefined without --test-rerun-failures. */
function rerunFromCommandLine() {
  const file = require('internal/options').getOptionValue('--test-rerun-failures');
  return file ? new Rerun(file, process.cwd()) : undefined;
}

module.exports = { Rerun, rerunFromCommandLine };
