// SPDX-License-Identifier: MIT
// Pieces of a file that go into a message in C (src/http/file.c), for internal/fs/pump.js: what write() does besides.
'use strict';

const { kTakeFile, kSendTaken } = require('internal/http/bits');
const { kConnection } = require('_http_incoming');
const { kChunked } = require('internal/http/send');

const kDrop = -1; // instead of flags

/** Adds the methods to OutgoingMessage.prototype, whose write() a program may have replaced. */
module.exports = function addFileMethods(OutgoingMessage, write, kCorked, kBytesWritten) {
  OutgoingMessage.prototype[kTakeFile] = function takeFile(fd, position, length) {
    const connection = this[kConnection];
    if (connection === null || connection.current !== this || connection.callbacks !== null || connection.closed || connection.rawReaders ||
        this.write !== write || this[kCorked] > 0 || this.outputData.length > 0 || this.finished || this.destroyed || !this._hasBody ||
        this.strictContentLength || this.listenerCount('drain') > 0) {
      return -1;
    }
    return connection.takeFile(fd, position, length);
  };

  OutgoingMessage.prototype[kSendTaken] = function sendTaken(length, written) {
    const connection = this[kConnection];
    if (!this._header) this._implicitHeader();
    const head = this._headerSent ? undefined : this._header;
    this._headerSent = true;
    if (!this._hasBody) return connection.writeTaken(head, kDrop, written);
    this[kBytesWritten] += length;
    return connection.writeTaken(head, this.chunkedEncoding ? kChunked : 0, written);
  };
};
