// SPDX-License-Identifier: MIT
// Errors of nghttp2, and names of the error codes of RFC 9113 §7.
'use strict';

const { strerror } = internalBinding('http2');
const constants = require('internal/http2/constants');

/** The Error for a negative code of nghttp2; `custom` is the code of a limit of our own. */
class NghttpError extends Error {
  constructor(errno, custom) {
    if (custom !== undefined) {
      const { codes } = require('internal/errors');
      super(codes[custom] ? new codes[custom]().message : strerror(errno));
      this.code = custom;
    } else {
      super(strerror(errno));
      this.code = 'ERR_HTTP2_ERROR';
    }
    this.errno = errno;
    const { code } = this;
    this.name = `Error [${code}]`;
    void this.stack; // with the code in it
    delete this.name;
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

const codeNames = [];
for (const name of ['NO_ERROR', 'PROTOCOL_ERROR', 'INTERNAL_ERROR', 'FLOW_CONTROL_ERROR', 'SETTINGS_TIMEOUT',
                    'STREAM_CLOSED', 'FRAME_SIZE_ERROR', 'REFUSED_STREAM', 'CANCEL', 'COMPRESSION_ERROR',
                    'CONNECT_ERROR', 'ENHANCE_YOUR_CALM', 'INADEQUATE_SECURITY', 'HTTP_1_1_REQUIRED']) {
  codeNames[constants[`NGHTTP2_${name}`]] = `NGHTTP2_${name}`;
}

/** 8 -> 'NGHTTP2_CANCEL'; the number itself if it has no name. */
function errorCodeName(code) {
  return codeNames[code] ?? code;
}

module.exports = { NghttpError, errorCodeName };
