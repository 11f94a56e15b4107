// SPDX-License-Identifier: MIT
// process.stdin, stdout, stderr. Files and terminals are written at once; pipes as far as they take it, the
// rest from the loop. flush() runs before the process leaves, so that nothing is cut.
'use strict';

const { guessHandleType } = internalBinding('tty_wrap');

const made = { __proto__: null, stdin: undefined, stdout: undefined, stderr: undefined };

/** destroy() of a standard stream: its descriptor stays open, for others use it too. */
function dummyDestroy(err, cb) {
  cb(err);
  this._undestroy();
  // The stream can be used on: 'close' tells only that somebody asked for it.
  if (!this._writableState.emitClose) {
    process.nextTick(() => this.emit('close'));
  }
}

function makeWritable(fd) {
  let stream;
  switch (guessHandleType(fd)) {
    case 'TTY': {
      const tty = require('tty');
      stream = new tty.WriteStream(fd);
      stream._type = 'tty';
      break;
    }
    case 'FILE': {
      const SyncWriteStream = require('internal/fs/sync_write_stream');
      stream = new SyncWriteStream(fd, { autoClose: false });
      stream._type = 'fs';
      break;
    }
    case 'PIPE':
    case 'TCP': {
      const net = require('net');
      if (process.channel && process.channel.fd === fd) {
        // The IPC channel is on this descriptor: bytes written here would break it.
        const { Writable } = require('stream');
        stream = new Writable({ write(chunk, encoding, cb) { cb(); } });
      } else {
        stream = new net.Socket({ fd, readable: false, writable: true });
        // Somebody who reads slowly shall not keep a finished program alive; flush() sees to the bytes.
      }
      stream._type = 'pipe';
      break;
    }
    default: {
      // Closed, or something that cannot be written: swallow it.
      const { Writable } = require('stream');
      stream = new Writable({ write(chunk, encoding, cb) { cb(); } });
    }
  }
  stream.fd = fd;
  stream._isStdio = true;
  stream.destroySoon = stream.destroy;
  stream._destroy = dummyDestroy;
  return stream;
}

function getStdout() {
  if (made.stdout !== undefined) return made.stdout;
  const stream = made.stdout = makeWritable(1);
  if (stream.isTTY) onResize(stream);
  return stream;
}

function getStderr() {
  if (made.stderr !== undefined) return made.stderr;
  const stream = made.stderr = makeWritable(2);
  if (stream.isTTY) onResize(stream);
  return stream;
}

function onResize(stream) {
  const refresh = () => stream._refreshSize();
  process.on('SIGWINCH', refresh);
  stream.once('close', () => process.removeListener('SIGWINCH', refresh));
}

function makeStdin() {
  const fd = 0;
  switch (guessHandleType(fd)) {
    case 'TTY': {
      const tty = require('tty');
      return new tty.ReadStream(fd);
    }
    case 'FILE': {
      const fs = require('fs');
      return new fs.ReadStream(null, { fd, autoClose: false });
    }
    case 'PIPE':
    case 'TCP': {
      const net = require('net');
      if (process.channel && process.channel.fd === fd) {
        const { kChannelHandle } = require('internal/child_process/ipc');
        return new net.Socket({ handle: process.channel[kChannelHandle], readable: true, writable: false, manualStart: true });
      }
      return new net.Socket({ fd, readable: true, writable: false, manualStart: true });
    }
    default: {
      const { Readable } = require('stream');
      const stdin = new Readable({ read() {} });
      stdin.push(null);
      return stdin;
    }
  }
}

function getStdin() {
  if (made.stdin !== undefined) return made.stdin;
  const stdin = made.stdin = makeStdin();
  stdin.fd = 0;
  // Nobody reads yet: neither bytes nor the loop are taken.
  if (stdin._handle?.readStop) {
    stdin._handle.reading = false;
    stdin._readableState.reading = false;
    stdin._handle.readStop();
  }
  // pause() during a read stops the descriptor, too: it may belong to a child next.
  stdin.on('pause', () => {
    process.nextTick(() => {
      if (!stdin._handle || stdin._readableState.flowing) return;
      if (stdin._handle.reading) {
        stdin._handle.reading = false;
        stdin._readableState.reading = false;
        stdin._handle.readStop();
      }
    });
  });
  return stdin;
}

/** Writes out what the streams still hold. Called with the process about to end. */
function flush() {
  flushStream(made.stdout);
  flushStream(made.stderr);
}

function flushStream(stream) {
  if (stream === undefined || stream._type !== 'pipe' || !stream._handle) return;
  const handle = stream._handle, { fd } = stream;
  if (handle.writeQueueSize === 0 && stream.writableLength === 0) return;
  const rest = [...stream.writableBuffer ?? []], fs = require('fs');
  handle.drain();
  try {
    for (const { chunk, encoding } of rest) {
      let data = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
      while (data.length > 0) data = data.subarray(fs.writeSync(fd, data));
    }
  } catch {
    // The reader has gone.
  }
}

/** Defines the three getters on process. */
function defineStdio(process) {
  for (const [name, get] of [['stdout', getStdout], ['stdin', getStdin], ['stderr', getStderr]]) {
    Object.defineProperty(process, name, { __proto__: null, configurable: true, enumerable: true, get });
  }
}

/** For a snapshot of this heap: the next process has streams of its own. */
function forget(process) {
  const { stdioGetters } = require('internal/process/setup');
  for (const name of ['stdout', 'stdin', 'stderr']) {
    made[name] = undefined;
    Object.defineProperty(process, name,
                          { __proto__: null, configurable: true, enumerable: true, get: stdioGetters[name] });
  }
}

module.exports = { forget, defineStdio, flush, getStdin, getStdout, getStderr, made };
