// SPDX-License-Identifier: MIT
// Deprecated name of parts of node:tls.
'use strict';

const { SecureContext, createSecureContext } = require('internal/tls/secure-context');

process.emitWarning('The _tls_common module is deprecated. Use `node:tls` instead.', 'DeprecationWarning', 'DEP0192');

module.exports = { SecureContext, createSecureContext, translatePeerCertificate: (cert) => cert };
