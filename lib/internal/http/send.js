// SPDX-License-Identifier: MIT
// Sending a piece of a message over a plain stream: head, chunk framing and body in as few writes as possible.
'use strict';

const { Buffer } = require('buffer');

const { nextTick } = process;

// Flags, as those of Connection.send in src/http/writer.c.
const kChunked = 1;
const kLast = 2;
const kEnd = 4; // comes from end(); for JavaScript alone

function byteLength(data, encoding) {
  return typeof data === 'string' ? Buffer.byteLength(data, encoding) : data.byteLength;
}

/** What is written in one go leaves in one write; not at all, if the socket is destroyed before. */
function corkForTick(socket) {
  if (socket.writableCorked !== 0) return;
  socket.cork();
  nextTick(uncork, socket);
}

function uncork(socket) {
  socket.uncork();
}

/** @returns {boolean} whether more may be written at once */
function writeToSocket(socket, head, data, encoding, flags, callback) {
  if (typeof callback !== 'function') callback = undefined;
  const isText = typeof data === 'string' && (!encoding || encoding === 'utf8' || encoding === 'utf-8' || encoding === 'latin1');
  const length = data ? byteLength(data, encoding) : 0;
  let prefix = head ?? '';
  let suffix = '';
  if (flags & kChunked) {
    if (length > 0) {
      prefix += `${length.toString(16)}\r\n`;
      suffix = '\r\n';
    }
    if (flags & kLast) suffix += `0\r\n${socket._httpMessage?._trailer ?? ''}\r\n`;
  }
  if (length === 0 || isText) {
    const text = length === 0 ? prefix + suffix : prefix + data + suffix;
    if (text === '') {
      if (callback && (socket.connecting || socket.writableLength > 0)) return socket.write('', 'latin1', callback); // after the others
      if (callback) nextTick(callback);
      return true;
    }
    return socket.write(text, length === 0 || encoding === 'latin1' ? 'latin1' : 'utf8', callback);
  }
  if (prefix === '' && suffix === '') return socket.write(data, encoding, callback);
  socket.cork();
  if (prefix !== '') socket.write(prefix, 'latin1');
  let more = socket.write(data, encoding, suffix === '' ? callback : undefined);
  if (suffix !== '') more = socket.write(suffix, 'latin1', callback);
  nextTick(uncork, socket);
  return more;
}

module.exports = { byteLength, corkForTick, writeToSocket, kChunked, kLast, kEnd };
