// SPDX-License-Identifier: MIT
// Deprecated name of parts of node:tls.
'use strict';

const { SecureContext, createSecureContext } = require('internal/tls/secure-context');

module.exports = { SecureContext, createSecureContext, translatePeerCertificate: (cert) => cert };
