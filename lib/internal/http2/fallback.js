// SPDX-License-Identifier: MIT
// HTTP/1 on a secure HTTP/2 server (allowHTTP1): for clients that do not choose h2 by ALPN.
'use strict';

const { Server: HttpServer, storeHTTPOptions, setupConnectionsTracking, _connectionListener } = require('_http_server');
const { kDispatchRequest, kEmitClientError, kErrorAnswer } = require('internal/http/hidden');

const borrowed = [kDispatchRequest, kErrorAnswer, kEmitClientError, 'closeAllConnections', 'closeIdleConnections'];

/** Gives the server what connections of HTTP/1 need of it. */
function prepare(server, options) {
  const http1 = { ...options, ...options.http1Options };
  if (options.Http1IncomingMessage) http1.IncomingMessage = options.Http1IncomingMessage;
  if (options.Http1ServerResponse) http1.ServerResponse = options.Http1ServerResponse;
  storeHTTPOptions.call(server, http1);
  HttpServer.initialize(server);
  for (const name of borrowed) {
    Object.defineProperty(server, name, {
      __proto__: null, configurable: true, writable: true, value: HttpServer.prototype[name],
    });
  }
  server.httpAllowHalfOpen = false;
  server.maxHeadersCount = null;
  server.maxRequestsPerSocket = 0;
  server.on('listening', setupConnectionsTracking);
}

function serve(server, socket) {
  return _connectionListener.call(server, socket);
}

function closeIdle(server) {
  server.closing = true;
  server.closeIdleConnections();
}

module.exports = { closeIdle, prepare, serve };
