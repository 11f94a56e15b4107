// SPDX-License-Identifier: MIT
// Deprecated name of parts of node:tls.
'use strict';

const tls = require('tls');

module.exports = { TLSSocket: tls.TLSSocket, Server: tls.Server, createServer: tls.createServer, connect: tls.connect };
