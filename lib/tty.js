// SPDX-License-Identifier: MIT
// node:tty: sockets over terminals.
'use strict';

const net = require('net');
const { TTY, isTTY: isTTYFd } = internalBinding('tty_wrap');
const { ErrnoException, codes: { ERR_INVALID_FD, ERR_TTY_INIT_FAILED } } = require('internal/errors');

/** @returns {boolean} is the descriptor a terminal? */
function isatty(fd) {
  return Number.isInteger(fd) && fd >= 0 && fd <= 2147483647 && isTTYFd(fd);
}

function openTTY(fd) {
  if (fd >> 0 !== fd || fd < 0) throw new ERR_INVALID_FD(fd);
  const ctx = {};
  const tty = new TTY(fd, ctx);
  if (ctx.code !== undefined) throw new ERR_TTY_INIT_FAILED(ctx);
  return tty;
}

/** Input from a terminal. */
function ReadStream(fd, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(fd, options);
  const tty = openTTY(fd);
  net.Socket.call(this, { readableHighWaterMark: 0, handle: tty, manualStart: true, ...options });
  this.isRaw = false;
  this.isTTY = true;
}
Object.setPrototypeOf(ReadStream.prototype, net.Socket.prototype);
Object.setPrototypeOf(ReadStream, net.Socket);

/** Raw: each key at once, no echo, no signals from Ctrl+C. */
ReadStream.prototype.setRawMode = function(flag) {
  flag = Boolean(flag);
  const err = this._handle?.setRawMode(flag);
  if (err) {
    this.emit('error', new ErrnoException(err, 'setRawMode'));
    return this;
  }
  this.isRaw = flag;
  return this;
};

/** Output to a terminal; written synchronously, so that nothing is lost when the process ends. */
function WriteStream(fd) {
  if (!(this instanceof WriteStream)) return new WriteStream(fd);
  const tty = openTTY(fd);
  net.Socket.call(this, { readableHighWaterMark: 0, handle: tty, manualStart: true });
  this._handle.setBlocking(true);
  const size = [0, 0];
  if (this._handle.getWindowSize(size) === 0) {
    this.columns = size[0];
    this.rows = size[1];
  }
}
Object.setPrototypeOf(WriteStream.prototype, net.Socket.prototype);
Object.setPrototypeOf(WriteStream, net.Socket);

WriteStream.prototype.isTTY = true;

WriteStream.prototype._refreshSize = function() {
  const { columns, rows } = this, size = [0, 0];
  const err = this._handle.getWindowSize(size);
  if (err) {
    this.emit('error', new ErrnoException(err, 'getWindowSize'));
    return;
  }
  if (columns !== size[0] || rows !== size[1]) {
    this.columns = size[0];
    this.rows = size[1];
    this.emit('resize');
  }
};

WriteStream.prototype.getWindowSize = function() {
  return [this.columns, this.rows];
};

WriteStream.prototype.cursorTo = function(x, y, callback) {
  return require('internal/readline/callbacks').cursorTo(this, x, y, callback);
};

WriteStream.prototype.moveCursor = function(dx, dy, callback) {
  return require('internal/readline/callbacks').moveCursor(this, dx, dy, callback);
};

WriteStream.prototype.clearLine = function(dir, callback) {
  return require('internal/readline/callbacks').clearLine(this, dir, callback);
};

WriteStream.prototype.clearScreenDown = function(callback) {
  return require('internal/readline/callbacks').clearScreenDown(this, callback);
};

WriteStream.prototype.getColorDepth = function getColorDepth(env = undefined) {
  return require('internal/tty').getColorDepth(env);
};

WriteStream.prototype.hasColors = function hasColors(count, env) {
  return require('internal/tty').hasColors(count, env);
};

module.exports = { isatty, ReadStream, WriteStream };
