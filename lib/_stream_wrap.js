// SPDX-License-Identifier: MIT
// Deprecated name: a handle over any Duplex.
'use strict';

const { DuplexHandle } = require('internal/tls/handle');

process.emitWarning('The _stream_wrap module is deprecated.', 'DeprecationWarning', 'DEP0125');

module.exports = DuplexHandle;
