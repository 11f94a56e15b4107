// SPDX-License-Identifier: MIT
// class Part: one field or file of a multipart body.
'use strict';

const { Readable } = require('stream');

class Part {
  #stream;

  constructor(head, stream) {
    /** @type {string | undefined} of the form's field */
    this.name = head.name;
    /** @type {string | undefined} only files have one; without any path */
    this.filename = head.filename;
    /** @type {string} its Content-Type */
    this.type = head.type;
    /** @type {Map<string, string>} all its headers, names in lower case */
    this.headers = head.headers;
    this.#stream = stream;
  }

  get isFile() { return this.filename !== undefined; }

  /** @returns {Readable} the content; take it whole, or the next part does not come */
  get stream() { return this.#stream; }

  /** Throws the content away. */
  skip() { this.#stream.resume(); }

  /** @returns {Promise<Buffer>} */
  async buffer() {
    const chunks = [];
    for await (const chunk of this.#stream) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** @returns {Promise<string>} the content as UTF-8 */
  async text() { return (await this.buffer()).toString(); }

  /**
   * Streams the content to a new file; what has been written is removed if that fails.
   * @param {string} path that does not exist yet
   * @param {{ mode?: number }} [options] mode 0o600 by default
   * @returns {Promise<{ path: string, size: number }>} size in bytes
   */
  async save(path, options) {
    const { createWriteStream, promises } = require('fs');
    const { pipeline } = require('stream/promises');
    const file = createWriteStream(path, { flags: 'wx', mode: options?.mode ?? 0o600, highWaterMark: 1 << 20 });
    try {
      await pipeline(this.#stream, file);
    } catch (error) {
      // Only what is ours: the file may have been there before.
      if (error.code !== 'EEXIST') await promises.rm(path, { force: true });
      throw error;
    }
    return { path, size: file.bytesWritten };
  }

  [Symbol.asyncIterator]() { return this.#stream[Symbol.asyncIterator](); }
}

/** @param {() => void} onRead the reader may go on @param {() => void} onGone nobody wants the rest */
function makeStream(onRead, onGone) {
  const stream = new Readable({
    highWaterMark: 1 << 18,
    read: onRead,
    destroy(error, callback) {
      onGone(error);
      callback(error);
    },
  });
  // A failure may come before its taker has looked at the part; whoever reads the stream later still gets it.
  stream.on('error', () => {});
  return stream;
}

module.exports = { Part, makeStream };
