// SPDX-License-Identifier: MIT
// What a Blob consists of: a list of pieces that never change, in memory or in files. A slice shares its
// pieces with the whole. Used by internal/blob.
'use strict';

const { lazyDOMException } = require('internal/util');

/** Bytes in memory. */
class Memory {
  constructor(bytes) {
    this.bytes = bytes;
    this.size = bytes.length;
  }

  slice(start, end) {
    return new Memory(this.bytes.subarray(start, end));
  }

  * pieces(most) {
    for (let at = 0; at < this.size; at += most) {
      yield this.bytes.slice(at, at + most);
    }
  }

  async * chunks(most) {
    yield* this.pieces(most);
  }
}

function notReadable() {
  return lazyDOMException('The blob could not be read', 'NotReadableError');
}

/** A part of a file, which must not change as long as the Blob is used. */
class FilePart {
  constructor(path, stats, start, size) {
    this.path = path;
    this.stats = stats; // of the whole file, when the Blob was made
    this.start = start;
    this.size = size;
  }

  slice(start, end) {
    return new FilePart(this.path, this.stats, this.start + start, end - start);
  }

  async check(file) {
    const { size, mtimeMs } = await file.stat();
    if (size !== this.stats.size || mtimeMs !== this.stats.mtimeMs) throw notReadable();
  }

  async * chunks(most) {
    let file;
    try {
      file = await require('fs/promises').open(this.path, 'r');
    } catch {
      throw notReadable();
    }
    try {
      await this.check(file);
      for (let at = 0; at < this.size;) {
        const want = Math.min(most, this.size - at);
        const { buffer, bytesRead } = await file.read(new Uint8Array(want), 0, want, this.start + at);
        await this.check(file);
        if (bytesRead === 0) throw notReadable();
        at += bytesRead;
        yield bytesRead === want ? buffer : buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  }
}

function sizeOf(parts) {
  let size = 0;
  for (const part of parts) size += part.size;
  return size;
}

function sliceParts(parts, start, end) {
  const out = [];
  let at = 0;
  for (const part of parts) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, part.size);
    if (from < to) out.push(part.slice(from, to));
    at += part.size;
  }
  return out;
}

/** The chunks of parts that all lie in memory, without a promise. */
function * readMemory(parts, most) {
  for (const part of parts) yield* part.pieces(most);
}

async function * readParts(parts, most) {
  for (const part of parts) yield* part.chunks(most);
}

/** All bytes at once, in memory of their own. */
async function joinParts(parts) {
  const bytes = new Uint8Array(sizeOf(parts));
  let at = 0;
  for (const part of parts) {
    if (part instanceof Memory) {
      bytes.set(part.bytes, at);
      at += part.size;
      continue;
    }
    for await (const chunk of part.chunks(1 << 20)) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
  }
  return bytes;
}

module.exports = { FilePart, Memory, joinParts, readMemory, readParts, sizeOf, sliceParts };
