// SPDX-License-Identifier: MIT
'use strict';

const { MathMax } = primordials;
// FileHandle: what fs.promises.open() gives. Counts its users, so that close() waits for them; warns
// and closes the descriptor when it is garbage collected open.

const EventEmitter = require('events');
const {
  codes: { ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const {
  kValidateObjectAllowNullable, parseFileMode, validateBoolean, validateBuffer, validateEncoding, validateInteger,
  validateObject,
} = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { kEmptyObject } = require('internal/util');
const {
  dataCloneError, kDeserialize, kTransfer, kTransferList, markTransferMode,
} = require('internal/worker/js_transferable');
const {
  binding, getOptions, kBuffer, kUsePromises, stringToFlags, textBytes, toPosition, toUnixTimestamp, validateBufferArray,
  validateOffsetLengthRead, validateOffsetLengthWrite, validatePosition, validateStringAfterArrayBufferView,
} = require('internal/fs/utils');
const { checkAborted, readAll, writeAll } = require('internal/fs/abortable');
const { enabledHooksExist, initHooksExist } = require('internal/async_hooks');
const { validateOwner } = require('internal/fs/sync');

const kFd = Symbol('kFd');
const kRefs = Symbol('kRefs');
const kClosePromise = Symbol('kClosePromise');
const kCloseResolve = Symbol('kCloseResolve');
const kCloseReject = Symbol('kCloseReject');
const kRef = Symbol('kRef');
const kUnref = Symbol('kUnref');
const kLocked = Symbol('kLocked');

/** Gives an error that C made the stack of the function that awaits it. */
function withStack(error) {
  if (error instanceof Error && error.stack !== undefined && !error.stack.includes('\n    at '))
    Error.captureStackTrace(error, withStack);
  return error;
}

const registry = new FinalizationRegistry((fd) => {
  process.emitWarning(`Closing file descriptor ${fd} on garbage collection`);
  try {
    binding.close(fd);
  } catch {
    // Somebody else has closed it.
  }
  process.emitWarning('Closing a FileHandle object on garbage collection is deprecated. Please close FileHandle ' +
    'objects explicitly using FileHandle.prototype.close(). In the future, an error will be thrown if a file ' +
    'descriptor is closed during garbage collection.', 'DeprecationWarning', 'DEP0137');
});

class FileHandle extends EventEmitter {
  /** @param {number} fd an open descriptor, owned by the handle from now on */
  constructor(fd = -1) {
    super();
    this[kFd] = fd;
    this[kRefs] = 1;
    this[kClosePromise] = null;
    markTransferMode(this, false, true);
    if (fd >= 0) registry.register(this, fd, this);
    if (initHooksExist()) require('internal/async_resources').announce('FILEHANDLE', this);
  }

  /** @type {number} -1 when closed */
  get fd() { return this[kFd]; }
  getAsyncId() { return -1; }

  appendFile(data, options) { return call(fhAppendFile, this, data, options); }
  chmod(mode) { return call(fhChmod, this, mode); }
  chown(uid, gid) { return call(fhChown, this, uid, gid); }
  datasync() { return call(fhDatasync, this); }
  sync() { return call(fhSync, this); }
  read(buffer, offset, length, position) { return call(fhRead, this, buffer, offset, length, position); }
  readv(buffers, position) { return call(fhReadv, this, buffers, position); }
  readFile(options) { return call(fhReadFile, this, options); }
  readLines(options = undefined) {
    const { createInterface } = require('readline');
    return createInterface({ input: this.createReadStream(options), crlfDelay: Infinity });
  }
  stat(options) { return call(fhStat, this, options); }
  truncate(len = 0) { return call(fhTruncate, this, len); }
  utimes(atime, mtime) { return call(fhUtimes, this, atime, mtime); }
  write(buffer, offset, length, position) { return call(fhWrite, this, buffer, offset, length, position); }
  writev(buffers, position) { return call(fhWritev, this, buffers, position); }
  writeFile(data, options) { return call(fhWriteFile, this, data, options); }

  /** Closes the descriptor once all operations in progress have ended. */
  close() {
    if (this[kFd] === -1) return Promise.resolve();
    if (this[kClosePromise] !== null) return this[kClosePromise];
    this[kRefs]--;
    if (this[kRefs] === 0) {
      this[kClosePromise] = closeNow(this).finally(() => { this[kClosePromise] = null; });
    } else {
      this[kClosePromise] = new Promise((resolve, reject) => {
        this[kCloseResolve] = resolve;
        this[kCloseReject] = reject;
      }).finally(() => {
        this[kClosePromise] = null;
        this[kCloseResolve] = this[kCloseReject] = undefined;
      });
    }
    this.emit('close');
    return this[kClosePromise];
  }

  async [Symbol.asyncDispose]() { await this.close(); }

  /** A web stream of bytes over the file. */
  readableWebStream(options = kEmptyObject) {
    return require('internal/fs/webstream').readableWebStream(this, options, { kLocked, kRef, kUnref });
  }
  createReadStream(options = undefined) {
    const { ReadStream } = require('internal/fs/streams');
    return new ReadStream(undefined, { ...options, fd: this });
  }
  createWriteStream(options = undefined) {
    const { WriteStream } = require('internal/fs/streams');
    return new WriteStream(undefined, { ...options, fd: this });
  }

  [kRef]() { this[kRefs]++; }
  [kUnref]() {
    this[kRefs]--;
    if (this[kRefs] === 0) closeNow(this).then(this[kCloseResolve], this[kCloseReject]);
  }

  // Moves to another thread: the descriptor goes, this handle is closed.
  [kTransfer]() {
    if (this[kClosePromise] !== null || this[kRefs] > 1)
      throw dataCloneError('Cannot transfer FileHandle while in use');
    if (this[kFd] === -1) throw dataCloneError('Cannot transfer a FileHandle that is closed');
    const fd = this[kFd];
    this[kFd] = -1;
    transferred.add(this);
    registry.unregister(this);
    return { data: { fd }, deserializeInfo: 'internal/fs/filehandle:FileHandle' };
  }
  [kTransferList]() { return []; }
  [kDeserialize]({ fd }) {
    this[kFd] = fd;
    registry.register(this, fd, this);
  }
}

function closeNow(handle) {
  const fd = handle[kFd];
  handle[kFd] = -1;
  registry.unregister(handle);
  return binding.close(fd, kUsePromises);
}

const transferred = new WeakSet();

// Runs fn(handle, ...), holding the handle open meanwhile.
async function call(fn, handle, a, b, c, d) {
  if (!(handle instanceof FileHandle) || typeof handle[kFd] !== 'number') {
    const { codes: { ERR_INTERNAL_ASSERTION } } = require('internal/errors');
    throw new ERR_INTERNAL_ASSERTION('handle must be an instance of FileHandle');
  }
  if (handle[kFd] === -1) {
    const error = new Error(transferred.has(handle) ? 'The FileHandle has been transferred' : 'file closed');
    error.code = 'EBADF';
    error.syscall = fn.syscall;
    throw error;
  }
  handle[kRefs]++;
  try {
    return await fn(handle, a, b, c, d);
  } catch (error) {
    throw withStack(error);
  } finally {
    handle[kUnref]();
  }
}

/* ---- one function per method ------------------------------------------------------------------------- */

const fhChmod = (h, mode) => binding.fchmod(h[kFd], parseFileMode(mode, 'mode'), kUsePromises);
function fhChown(h, uid, gid) {
  validateOwner(uid, gid);
  return binding.fchown(h[kFd], uid, gid, kUsePromises);
}
const fhDatasync = (h) => binding.fdatasync(h[kFd], kUsePromises);
const fhSync = (h) => binding.fsync(h[kFd], kUsePromises);
const fhStat = (h, options) => binding.fstat(h[kFd], options?.bigint === true, kUsePromises);
function fhTruncate(h, len) {
  validateInteger(len, 'len');
  return binding.ftruncate(h[kFd], MathMax(0, len), kUsePromises);
}
function fhUtimes(h, atime, mtime) {
  return binding.futimes(h[kFd], toUnixTimestamp(atime, 'atime'), toUnixTimestamp(mtime, 'mtime'), kUsePromises);
}

async function fhRead(h, bufferOrParams, offset, length, position) {
  let buffer = bufferOrParams;
  if (!isArrayBufferView(buffer)) {
    if (bufferOrParams !== undefined) validateObject(bufferOrParams, 'options', kValidateObjectAllowNullable);
    ({ buffer = Buffer.alloc(16384), offset = 0, length = buffer.byteLength - offset, position = null } =
      bufferOrParams ?? kEmptyObject);
    validateBuffer(buffer);
  } else if (offset !== null && typeof offset === 'object') {
    ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset);
  }
  if (offset == null) offset = 0;
  else validateInteger(offset, 'offset', 0);
  length ??= buffer.byteLength - offset;
  if (length === 0) return { __proto__: null, bytesRead: 0, buffer };
  if (buffer.byteLength === 0) throw new ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
  validateOffsetLengthRead(offset, length, buffer.byteLength);
  if (position == null) position = -1;
  else validatePosition(position, 'position', length);
  const bytesRead = await binding.read(h[kFd], buffer, offset, length, position, kUsePromises);
  return { __proto__: null, bytesRead, buffer };
}

async function fhReadv(h, buffers, position) {
  validateBufferArray(buffers);
  position = toPosition(position);
  const bytesRead = await binding.readv(h[kFd], buffers.slice(), position, kUsePromises);
  return { __proto__: null, bytesRead, buffers };
}

async function fhWrite(h, buffer, offsetOrOptions, length, position) {
  if (buffer?.byteLength === 0) return { __proto__: null, bytesWritten: 0, buffer };
  let offset = offsetOrOptions;
  if (isArrayBufferView(buffer)) {
    if (typeof offset === 'object' && offset !== null)
      ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions);
    if (offset == null) offset = 0;
    else validateInteger(offset, 'offset', 0);
    if (typeof length !== 'number') length = buffer.byteLength - offset;
    validateOffsetLengthWrite(offset, length, buffer.byteLength);
    const bytesWritten = await binding.write(h[kFd], buffer, offset, length, toPosition(position), kUsePromises);
    return { __proto__: null, bytesWritten, buffer };
  }
  validateStringAfterArrayBufferView(buffer, 'buffer');
  validateEncoding(buffer, length);
  const bytes = textBytes(buffer, length);
  const bytesWritten = await binding.write(h[kFd], bytes, 0, bytes.length, toPosition(offset), kUsePromises);
  return { __proto__: null, bytesWritten, buffer };
}

async function fhWritev(h, buffers, position) {
  validateBufferArray(buffers);
  position = toPosition(position);
  if (buffers.length === 0) return { __proto__: null, bytesWritten: 0, buffers };
  const bytesWritten = await binding.writev(h[kFd], buffers.slice(), position, kUsePromises);
  return { __proto__: null, bytesWritten, buffers };
}

async function fhReadFile(h, options) {
  options = getOptions(options, { __proto__: null, flag: 'r' });
  const { encoding, signal } = options;
  checkAborted(signal);
  if (enabledHooksExist()) await binding.fstat(h[kFd], false, kUsePromises);
  const bytes = signal === undefined ?
    await binding.readFile(h[kFd], 0, kBuffer, kUsePromises) : await readAll(h[kFd], signal);
  return encoding && encoding !== 'buffer' ? bytes.toString(encoding) : bytes;
}

const isIterable = (data) => data !== null && typeof data === 'object' && !isArrayBufferView(data) &&
  (typeof data[Symbol.asyncIterator] === 'function' || typeof data[Symbol.iterator] === 'function');

/** Writes everything that an iterable gives, piece by piece. */
async function writeIterable(fd, data, signal, encoding) {
  checkAborted(signal);
  for await (const chunk of data) {
    checkAborted(signal);
    await writeAll(fd, isArrayBufferView(chunk) ? chunk : Buffer.from(chunk, encoding || 'utf8'), signal);
  }
}

/** Data for a file: bytes, or null for an iterable. */
function toBytes(data, encoding) {
  if (isArrayBufferView(data)) return data;
  if (isIterable(data)) return null;
  validateStringAfterArrayBufferView(data, 'data');
  return Buffer.from(data, encoding || 'utf8');
}

async function fhWriteFile(h, data, options) {
  options = getOptions(options, { __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'w', flush: false });
  const { encoding, signal } = options;
  const bytes = toBytes(data, encoding);
  if (bytes === null) return writeIterable(h[kFd], data, signal, encoding);
  if (signal !== undefined) await writeAll(h[kFd], bytes, signal);
  else await binding.writeFile(h[kFd], bytes, 0, 0, kUsePromises);
}

async function fhAppendFile(h, data, options) {
  options = getOptions(options, { __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'a', flush: false });
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  await fhWriteFile(h, data, options);
  if (flush) await binding.fsync(h[kFd], kUsePromises);
}

for (const [fn, syscall] of [
  [fhAppendFile, 'write'], [fhChmod, 'fchmod'], [fhChown, 'fchown'], [fhDatasync, 'fdatasync'], [fhSync, 'fsync'],
  [fhRead, 'read'], [fhReadv, 'read'], [fhReadFile, 'readFile'], [fhStat, 'fstat'], [fhTruncate, 'ftruncate'],
  [fhUtimes, 'futimes'], [fhWrite, 'write'], [fhWritev, 'write'], [fhWriteFile, 'writeFile'],
]) fn.syscall = syscall;

/** Opens a file. */
async function openFileHandle(path, flags, mode) {
  try {
    flags = stringToFlags(flags);
    mode = parseFileMode(mode, 'mode', 0o666);
    return new FileHandle(await binding.open(path, flags, mode, kUsePromises));
  } catch (error) {
    throw withStack(error);
  }
}

module.exports = {
  FileHandle, isIterable, kFd, kRef, kUnref, openFileHandle, toBytes, withStack,
  writeIterable,
};
