// SPDX-License-Identifier: MIT
// class File: a Blob with a name.
'use strict';

const { Blob } = require('internal/blob');
const { codes } = require('internal/errors');
const { kClone, kDeserialize } = require('internal/worker/js_transferable');
const { customInspectSymbol, kEnumerableProperty } = require('internal/util');

class File extends Blob {
  #name;
  #lastModified;

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#name in value)) {
      throw new codes.ERR_INVALID_THIS('File');
    }
  }

  /**
   * @param {Iterable} fileBits as for Blob
   * @param {string} fileName
   * @param {{type?: string, endings?: string, lastModified?: number}} [options]
   */
  constructor(fileBits, fileName, options = undefined) {
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('fileBits', 'fileName');
    super(fileBits, options);
    const lastModified = options?.lastModified;
    this.#lastModified = lastModified === undefined ? Date.now() : Math.trunc(+lastModified) || 0;
    this.#name = `${fileName}`.toWellFormed();
  }

  get name() {
    File.#check(this);
    return this.#name;
  }

  get lastModified() {
    File.#check(this);
    return this.#lastModified;
  }

  [kClone]() {
    const { data } = super[kClone]();
    data.name = this.#name;
    data.lastModified = this.#lastModified;
    return { data, deserializeInfo: 'internal/file:ClonedFile' };
  }

  [kDeserialize](data) {
    super[kDeserialize](data);
    this.#name = data.name;
    this.#lastModified = data.lastModified;
  }

  [customInspectSymbol](depth, options) {
    File.#check(this);
    if (typeof depth === 'number' && depth < 0) return options.stylize('[File]', 'special');
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `File ${inspect({
      size: this.size,
      type: this.type,
      name: this.#name,
      lastModified: this.#lastModified,
    }, inner)}`;
  }
}

Object.defineProperties(File.prototype, {
  name: kEnumerableProperty,
  lastModified: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'File' },
});

/** What arrives from structuredClone() and postMessage() before its data does. */
function ClonedFile() {
  return new File([], '');
}
ClonedFile.prototype = File.prototype;

module.exports = { ClonedFile, File };
