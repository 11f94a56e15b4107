// SPDX-License-Identifier: MIT
// Deprecated name: a socket over any Duplex.
'use strict';

require('internal/util').warnOfModule('The _stream_wrap module is deprecated.', 'DEP0125');

module.exports = require('internal/net/js_stream_socket').JSStreamSocket;
