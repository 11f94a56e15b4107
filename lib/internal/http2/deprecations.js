// SPDX-License-Identifier: MIT
// Warnings that are given once.
'use strict';

const told = new Set();
function once(key, ...warning) {
  if (told.has(key)) return;
  told.add(key);
  process.emitWarning(...warning);
}

module.exports = {
  priority() {
    once('priority', 'http2Stream.priority is longer supported after priority signalling was deprecated in RFC 9113',
         'DeprecationWarning', 'DEP0194');
  },
  requestPriority() {
    once('priority', 'Priority signaling has been deprecated as of RFC 9113.', 'DeprecationWarning', 'DEP0194');
  },
  statusMessage() {
    once('statusMessage', 'Status message is not supported by HTTP/2 (RFC7540 8.1.2.4)', 'UnsupportedWarning');
  },
  connectionHeader() {
    once('connectionHeader',
         'The provided connection header is not valid, the value will be dropped from the header and will never be in use.',
         'UnsupportedWarning');
  },
};
