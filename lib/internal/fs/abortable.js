// SPDX-License-Identifier: MIT
'use strict';

const { MathMin } = primordials;
// Reading and writing whole files under an AbortSignal: piece by piece, looking at the signal between
// the pieces. Without a signal whole files are one pool job in C.

const { abortError, binding, kIoMaxLength, kUsePromises } = require('internal/fs/utils');

const CHUNK = 512 * 1024;
const CHUNK_UNKNOWN = 64 * 1024;

function checkAborted(signal) {
  if (signal?.aborted) throw abortError(signal);
}

/** Everything from the descriptor's position on, as one Buffer. */
async function readAll(fd, signal) {
  checkAborted(signal);
  const stats = await binding.fstat(fd, false, kUsePromises);
  checkAborted(signal);
  const size = stats.isFile() ? stats.size : 0;
  if (size > kIoMaxLength) {
    const { codes: { ERR_FS_FILE_TOO_LARGE } } = require('internal/errors');
    throw new ERR_FS_FILE_TOO_LARGE(size);
  }
  const chunks = [];
  let total = 0;
  while (size === 0 || total < size) {
    const want = size === 0 ? CHUNK_UNKNOWN : MathMin(CHUNK, size - total);
    const chunk = Buffer.allocUnsafeSlow(want);
    const n = await binding.read(fd, chunk, 0, want, -1, kUsePromises);
    checkAborted(signal);
    if (n === 0) break;
    total += n;
    chunks.push(n === want ? chunk : chunk.subarray(0, n));
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, total);
}

/** Writes all bytes at the descriptor's position. */
async function writeAll(fd, bytes, signal) {
  checkAborted(signal);
  let at = 0, left = bytes.byteLength;
  while (left > 0) {
    const n = await binding.write(fd, bytes, at, MathMin(left, CHUNK), null, kUsePromises);
    at += n;
    left -= n;
    checkAborted(signal);
  }
}

/** fn(fd) on a file that is opened before and closed after. A number is a descriptor of the user's. */
async function withFile(path, flags, mode, fn) {
  if (typeof path === 'number') return fn(path);
  const fd = await binding.open(path, flags, mode, kUsePromises);
  let result;
  try {
    result = await fn(fd);
  } catch (error) {
    await binding.close(fd, kUsePromises).catch(() => {});
    throw error;
  }
  await binding.close(fd, kUsePromises);
  return result;
}

module.exports = { checkAborted, readAll, withFile, writeAll };
