// SPDX-License-Identifier: MIT
// multipart(): the parts of a body, one after the other. The source is read only as fast as the parts are taken.
'use strict';

const { MultipartParser } = internalBinding('multipart');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { Readable } = require('stream');
const { parseHead, parseParameters } = require('internal/multipart/head');
const { Part, makeStream } = require('internal/multipart/part');

const MORE = 0, HEAD = 1, DATA = 2, HELD = 3, PART_END = 4, END = 5;
const MiB = 1024 * 1024;

/** What an unknown client may send, unless the program says otherwise. 0 forbids, Infinity allows. */
const defaults = {
  __proto__: null,
  maxParts: 1000,
  maxFiles: 100,
  maxFieldSize: MiB,           // bytes of a part without file name
  maxFileSize: 5 * 1024 * MiB, // bytes of a part with one
  maxTotalSize: 20 * 1024 * MiB,
  maxHeadSize: 16 * 1024,      // bytes of the head of one part
};

/** An error with what an HTTP server would answer. */
function failure(code, message, statusCode = 400) {
  const error = new Error(message);
  error.code = code;
  error.statusCode = statusCode;
  return error;
}

function tooMuch(what, limit) {
  return failure('ERR_MULTIPART_LIMIT', `The upload has more than ${limit} ${what}`, 413);
}

function boundaryOf(contentType) {
  const { type, params } = parseParameters(contentType ?? '');
  if (!type.startsWith('multipart/')) {
    throw failure('ERR_MULTIPART_TYPE', `The body is no multipart body: its Content-Type is ${contentType ?? 'missing'}`, 415);
  }
  const boundary = params.get('boundary');
  if (boundary === undefined) throw failure('ERR_MULTIPART_BOUNDARY', 'The Content-Type has no boundary');
  return boundary;
}

class Reader {
  constructor(source, boundary, options) {
    this.limits = { ...defaults, ...options };
    this.parser = new MultipartParser(boundary, this.limits.maxHeadSize);
    this.positions = new Float64Array(3);
    this.source = source;
    this.part = null;       // whose bytes are coming
    this.stream = null;     // its stream, null when nobody wants the rest
    this.left = 0;          // bytes it may still have
    this.parts = 0;
    this.files = 0;
    this.total = 0;
    this.chunk = null;      // being worked on
    this.offset = 0;
    this.working = false;
    this.full = false;      // the part's stream wants no more for now
    this.queue = [];        // parts nobody has asked for yet: at most one, the source waits
    this.waiting = null;    // who has asked: { resolve, reject }
    this.ended = false;
    this.sourceEnded = false;
    this.error = null;
    this.onData = (chunk) => this.take(chunk);
    this.onEnd = () => this.finish();
    this.onClose = () => { if (!this.ended && !this.sourceEnded) this.fail(failure('ERR_MULTIPART_ABORTED', 'The upload was aborted')); };
    this.onError = (error) => this.fail(error);
    source.on('data', this.onData).on('end', this.onEnd).on('close', this.onClose).on('error', this.onError);
  }

  take(chunk) {
    this.total += chunk.length;
    if (this.total > this.limits.maxTotalSize) {
      this.fail(tooMuch('bytes', this.limits.maxTotalSize));
      return;
    }
    this.chunk = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    this.offset = 0;
    this.source.pause();
    this.work();
  }

  // Goes on until the chunk is used up, or somebody has to take something first.
  work() {
    if (this.working) return;
    this.working = true;
    while (this.chunk !== null && !this.full && this.queue.length === 0 && this.error === null) {
      const event = this.parser.next(this.chunk, this.offset, this.positions);
      this.offset = this.positions[0];
      if (event === MORE) this.chunk = null;
      else this.handle(event);
    }
    this.working = false;
    if (this.chunk !== null || this.full || this.queue.length > 0 || this.error !== null) return;
    if (this.sourceEnded) this.finish();
    else this.source.resume();
  }

  handle(event) {
    const { positions } = this;
    if (event === DATA) this.content(this.chunk.subarray(positions[1], positions[2]));
    else if (event === HELD) this.content(this.parser.held(positions[1], positions[2]));
    else if (event === HEAD) this.begin(parseHead(this.parser.head() ?? ''));
    else if (event === PART_END) this.endPart();
    else if (event === END) this.done();
    else this.fail(failure('ERR_MULTIPART_INVALID', `Invalid multipart body: ${this.parser.error()}`));
  }

  begin(head) {
    const { limits } = this;
    const isFile = head.filename !== undefined;
    if (++this.parts > limits.maxParts) return this.fail(tooMuch('parts', limits.maxParts));
    if (isFile && ++this.files > limits.maxFiles) return this.fail(tooMuch('files', limits.maxFiles));
    this.left = this.limit = isFile ? limits.maxFileSize : limits.maxFieldSize;
    const stream = makeStream(() => {
      if (this.stream !== stream || !this.full) return;
      this.full = false;
      this.work();
    }, () => {
      if (this.stream !== stream) return;
      this.stream = null; // the rest of this part is skipped
      this.full = false;
      process.nextTick(() => this.work());
    });
    this.stream = stream;
    this.part = new Part(head, stream);
    if (this.waiting !== null) {
      const { resolve } = this.waiting;
      this.waiting = null;
      resolve({ value: this.part, done: false });
    } else {
      this.queue.push(this.part);
    }
  }

  content(bytes) {
    this.left -= bytes.length;
    if (this.left < 0) {
      this.fail(tooMuch(`bytes in ${this.part.isFile ? 'a file' : 'a field'}`, this.limit));
    } else if (this.stream !== null && !this.stream.push(bytes)) {
      this.full = true;
    }
  }

  endPart() {
    const { stream } = this;
    this.stream = null;
    this.part = null;
    if (stream !== null) stream.push(null);
  }

  done() {
    this.ended = true;
    this.chunk = null;
    this.tellEnd();
    this.source.resume(); // what follows the last boundary counts for nothing
  }

  tellEnd() {
    if (this.waiting === null) return;
    const { resolve } = this.waiting;
    this.waiting = null;
    resolve({ value: undefined, done: true });
  }

  // The source's end may come while its last chunk still waits for somebody to take a part.
  finish() {
    this.sourceEnded = true;
    if (this.ended || this.error !== null || this.chunk !== null) return;
    if (this.parser.finish()) this.done();
    else this.fail(failure('ERR_MULTIPART_INVALID', `Invalid multipart body: ${this.parser.error()}`));
  }

  fail(error) {
    if (this.error !== null || this.ended) return;
    this.error = error;
    this.chunk = null;
    const { stream, waiting } = this;
    this.stream = null;
    if (stream !== null) stream.destroy(error);
    if (waiting !== null) {
      this.waiting = null;
      waiting.reject(error);
    }
    this.release();
    this.source.resume?.(); // the answer can be read only by a client that may finish sending
  }

  release() {
    const { source } = this;
    source.removeListener('data', this.onData);
    source.removeListener('end', this.onEnd);
    source.removeListener('close', this.onClose);
    source.on('error', () => {});
  }

  next() {
    const { stream } = this;
    // Whoever asks for the next part without having looked at this one does not want it.
    if (stream !== null && this.queue.length === 0 && !stream.readableDidRead && stream.readableFlowing === null &&
        stream.listenerCount('readable') === 0) stream.resume();
    if (this.queue.length > 0) {
      const value = this.queue.shift();
      // Once its taker has had the chance to look at the stream.
      process.nextTick(() => this.work());
      return Promise.resolve({ value, done: false });
    }
    if (this.error !== null) return Promise.reject(this.error);
    if (this.ended) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  /** A loop was left early: the rest is read and thrown away. */
  return() {
    if (this.stream !== null) this.stream.destroy();
    this.queue.length = 0;
    if (!this.ended && this.error === null) {
      this.error = failure('ERR_MULTIPART_ABORTED', 'The parts are not wanted any more');
      this.release();
      this.source.resume();
    }
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator]() { return this; }
}

/**
 * The parts of a multipart body.
 * @param {Readable | Request} source an http request, a fetch Request or Response, or any Readable
 * @param {object} [options] contentType (default: the source's); maxParts (1000), maxFiles (100), maxFieldSize (1 MiB),
 *   maxFileSize (5 GiB), maxTotalSize (20 GiB), maxHeadSize (16 KiB)
 * @returns {AsyncIterableIterator<Part>} each part has to be read, or skipped, before the next one comes
 * @throws {Error} ERR_MULTIPART_TYPE, _BOUNDARY at once; ERR_MULTIPART_INVALID, _LIMIT, _ABORTED from the iterator; each with a
 *   `statusCode` to answer with
 */
function multipart(source, options) {
  let contentType = options?.contentType;
  if (typeof source?.headers?.get === 'function') { // a web Request
    contentType ??= source.headers.get('content-type');
    source = Readable.fromWeb(source.body);
  }
  if (typeof source?.on !== 'function' || typeof source.pause !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('source', ['Readable', 'Request'], source);
  }
  contentType ??= source.headers?.['content-type'];
  return new Reader(source, boundaryOf(contentType), options);
}

module.exports = { multipart };
