// SPDX-License-Identifier: MIT
// class Blob, object URLs, and Blobs over files (fs.openAsBlob).
'use strict';

const { initHooksExist } = require('internal/async_hooks');
const { codes } = require('internal/errors');
const { FilePart, Memory, joinParts, readMemory, readParts, sizeOf, sliceParts } = require('internal/blob/parts');
const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');
const { customInspectSymbol, kEnumerableProperty } = require('internal/util');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');

/** Given to the constructor by this file, with the parts as options. */
const kParts = Symbol('parts');
const chunkSize = 64 * 1024;
const memoryChunkSize = 1024 * 1024;
const maxSize = 2 ** 53 - 1;

function normalizeType(type) {
  type = `${type}`;
  return /[^\x20-\x7e]/.test(type) ? '' : type.toLowerCase();
}

/** What WebIDL makes of an element of the sequence: itself, if Blobs know it, or a string. */
function toMember(source, index) {
  if (typeof source === 'symbol') {
    throw Object.assign(new TypeError(`Value[${index}] is a Symbol and cannot be converted to a string.`), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  return isBlob(source) || isAnyArrayBuffer(source) || isArrayBufferView(source) ? source : `${source}`;
}

function partsOf(source, endings) {
  if (isBlob(source)) return blobParts(source);
  if (isAnyArrayBuffer(source)) return [new Memory(new Uint8Array(source).slice())];
  if (typeof source === 'object') {
    return [new Memory(new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice())];
  }
  const text = endings === 'native' ? source.replace(/\r\n|\r|\n/g, require('os').EOL) : source;
  const { TextEncoder } = require('internal/encoding');
  return [new Memory(new TextEncoder().encode(text))];
}

function checkOptions(options) {
  if (options === undefined || options === null) return { endings: 'transparent', type: '' };
  if (typeof options !== 'object' && typeof options !== 'function') {
    throw new codes.ERR_INVALID_ARG_TYPE('options', 'a dictionary', options);
  }
  let { endings = 'transparent' } = options;
  endings = `${endings}`;
  if (endings !== 'transparent' && endings !== 'native') {
    throw new codes.ERR_INVALID_ARG_VALUE('options.endings', endings);
  }
  const { type = '' } = options;
  return { endings, type: `${type}` };
}

let isBlob;
let blobParts;

/** Web IDL's [Clamp]: the nearest integer, of two the even one. */
function toInteger(value, name) {
  if (typeof value === 'bigint' || typeof value === 'symbol') {
    const error = new TypeError(`${name} is a ${typeof value === 'bigint' ? 'BigInt' : 'Symbol'} and cannot be converted to a number.`);
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  value = +value;
  const down = Math.floor(value);
  if (value - down === 0.5) return down % 2 === 0 ? down : down + 1;
  return Math.round(value) || 0;
}

class Blob {
  #parts = [];
  #size = 0;
  #type = '';

  static {
    isBlob = (value) => typeof value === 'object' && value !== null && #parts in value;
    blobParts = (blob) => blob.#parts;
  }

  static #check(value) {
    if (!isBlob(value)) throw new codes.ERR_INVALID_THIS('Blob');
  }

  /**
   * @param {Iterable<string|ArrayBuffer|ArrayBufferView|Blob>} [sources]
   * @param {{type?: string, endings?: 'transparent'|'native'}} [options]
   */
  constructor(sources = [], options = undefined) {
    markTransferMode(this, true, false);
    if (sources === kParts) {
      this.#parts = options.parts;
      this.#size = sizeOf(options.parts);
      this.#type = options.type;
      return;
    }
    if (typeof sources !== 'object' || sources === null || typeof sources[Symbol.iterator] !== 'function') {
      const error = new TypeError('Value cannot be converted to sequence.');
      error.code = 'ERR_INVALID_ARG_TYPE';
      throw error;
    }
    // WebIDL's order: all elements become sequence members, then the options are read, by name.
    const members = [];
    for (const source of sources) members.push(toMember(source, members.length));
    const { endings, type } = checkOptions(options);
    for (const member of members) {
      for (const part of partsOf(member, endings)) {
        this.#parts.push(part);
        this.#size += part.size;
      }
    }
    if (this.#size > maxSize) throw new codes.ERR_BUFFER_TOO_LARGE(maxSize);
    this.#type = normalizeType(type);
  }

  get type() {
    Blob.#check(this);
    return this.#type;
  }

  get size() {
    Blob.#check(this);
    return this.#size;
  }

  /** A part of it, over the same bytes. */
  slice(start = 0, end = undefined, contentType = '') {
    Blob.#check(this);
    const size = this.#size;
    const clamp = (value) => (value < 0 ? Math.max(size + value, 0) : Math.min(value, size));
    start = clamp(toInteger(start, 'start'));
    end = end === undefined ? size : clamp(toInteger(end, 'end'));
    const parts = start === 0 && end === size ? this.#parts : sliceParts(this.#parts, start, end);
    return new Blob(kParts, { parts, type: normalizeType(contentType) });
  }

  async arrayBuffer() {
    Blob.#check(this);
    if (initHooksExist()) require('internal/async_resources').announceDone('BLOBREADER');
    if (isFileBacked(this)) await checkFiles(this.#parts);
    return (await joinParts(this.#parts)).buffer;
  }

  async text() {
    Blob.#check(this);
    if (initHooksExist()) require('internal/async_resources').announceDone('BLOBREADER');
    const bytes = await contents(this);
    const { TextDecoder } = require('internal/encoding');
    return new TextDecoder().decode(bytes);
  }

  async bytes() {
    Blob.#check(this);
    if (initHooksExist()) require('internal/async_resources').announceDone('BLOBREADER');
    return await contents(this);
  }

  /** @returns {ReadableStream} of Uint8Array */
  stream() {
    Blob.#check(this);
    if (initHooksExist()) require('internal/async_resources').announce('BLOBREADER');
    const parts = this.#parts;
    const { ReadableStream } = require('stream/web');
    const source = isFileBacked(this) ? fileSource(parts) : memorySource(parts);
    return new ReadableStream(source, { highWaterMark: 0 });
  }

  /** @returns {ReadableStream} of strings */
  textStream() {
    if (!isBlob(this)) throw new codes.ERR_INVALID_THIS('Blob');
    const { TextDecoderStream } = require('stream/web');
    return this.stream().pipeThrough(new TextDecoderStream());
  }

  [kClone]() {
    if (isFileBacked(this)) throw new codes.ERR_INVALID_STATE('File-backed Blobs are not cloneable');
    const pieces = this.#parts.map((part) => part.bytes);
    return { data: { pieces, type: this.#type }, deserializeInfo: 'internal/blob:Blob' };
  }

  [kDeserialize]({ pieces, type }) {
    this.#parts = pieces.map((bytes) => new Memory(bytes));
    this.#size = sizeOf(this.#parts);
    this.#type = type;
  }

  [customInspectSymbol](depth, options) {
    Blob.#check(this);
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Blob]', 'special');
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `Blob ${inspect({ size: this.#size, type: this.#type }, inner)}`;
  }
}

Object.defineProperties(Blob.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'Blob' },
  type: kEnumerableProperty,
  size: kEnumerableProperty,
  slice: kEnumerableProperty,
  arrayBuffer: kEnumerableProperty,
  text: kEnumerableProperty,
  bytes: kEnumerableProperty,
  stream: kEnumerableProperty,
  textStream: kEnumerableProperty,
});

/** Files of size 0 are read by nobody, and yet must not have grown. */
async function checkFiles(parts) {
  for (const part of parts) {
    if (part instanceof FilePart && part.size === 0) for await (const chunk of part.chunks(1)) void chunk;
  }
}

// ---- the sources of the streams of Blobs

function finish(controller) {
  controller.close();
  controller.byobRequest?.respond(0);
}

function fileSource(parts) {
  const chunks = readParts(parts, chunkSize);
  return {
    type: 'bytes',
    async pull(controller) {
      const { value, done } = await chunks.next();
      if (!done) {
        controller.enqueue(value);
        return;
      }
      // A file that had nothing in it may have something now.
      await checkFiles(parts);
      finish(controller);
    },
    async cancel() {
      await chunks.return();
    },
  };
}

function memorySource(parts) {
  const chunks = readMemory(parts, memoryChunkSize);
  return {
    type: 'bytes',
    pull(controller) {
      const { value, done } = chunks.next();
      if (done) finish(controller);
      else controller.enqueue(value);
    },
  };
}

async function contents(blob) {
  if (isFileBacked(blob)) await checkFiles(blobParts(blob));
  return await joinParts(blobParts(blob));
}

/** Whether some of it lies in a file. */
function isFileBacked(blob) {
  return blobParts(blob).some((part) => part instanceof FilePart);
}

function createBlob(parts, type) {
  return new Blob(kParts, { parts, type });
}

/** For fs.openAsBlob(). */
function createBlobFromFilePath(path, { type = '' } = {}) {
  const stats = require('fs').statSync(path);
  return createBlob([new FilePart(path, stats, 0, stats.size)], normalizeType(type));
}

// ---- object URLs -----------------------------------------------------------------------------------

const objects = new Map();

function randomId() {
  const digits = () => Math.floor(Math.random() * 0x10000).toString(16).padStart(4, '0');
  return `${digits()}${digits()}-${digits()}-4${digits().slice(1)}-8${digits().slice(1)}-` +
    `${digits()}${digits()}${digits()}`;
}

/** A URL that stands for the Blob until it is revoked. */
function createObjectURL(obj) {
  if (!isBlob(obj)) throw new codes.ERR_INVALID_ARG_TYPE('obj', 'Blob', obj);
  const id = randomId();
  objects.set(id, obj);
  return `blob:nodedata:${id}`;
}

/** Query and fragment are no part of what is looked up. */
function idOf(url) {
  const parsed = require('internal/url').URL.parse(url);
  return parsed?.protocol === 'blob:' ? /^nodedata:([0-9a-f-]+)$/.exec(parsed.pathname)?.[1] : undefined;
}

function revokeObjectURL(url) {
  objects.delete(idOf(`${url}`));
}

/** The Blob of an object URL, or undefined. */
function resolveObjectURL(url) {
  const blob = objects.get(idOf(`${url}`));
  return blob === undefined ? undefined : createBlob(blobParts(blob), blob.type);
}

module.exports = {
  Blob,
  blobParts,
  createBlob,
  createBlobFromFilePath,
  createObjectURL,
  isBlob,
  isFileBacked,
  resolveObjectURL,
  revokeObjectURL,
};
