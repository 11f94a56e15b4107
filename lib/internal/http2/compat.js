// SPDX-License-Identifier: MIT
// The compatibility API: a stream as the request and response that node:http users know.
'use strict';

const { Http2ServerRequest } = require('internal/http2/compat_request');
const { Http2ServerResponse } = require('internal/http2/compat_response');
const { fieldOf } = require('internal/http2/fields');
const { kOptions } = require('internal/http2/symbols');

function dispatch(server, stream, headers, rawHeaders, expect, method, sensitive, strict) {
  const options = server[kOptions];
  const Request = options.Http2ServerRequest ?? Http2ServerRequest;
  const Response = options.Http2ServerResponse ?? Http2ServerResponse;
  const request = new Request(stream, headers, undefined, rawHeaders, sensitive, strict);
  const response = new Response(stream, { req: request });
  if (method === 'CONNECT' && !server.emit('connect', request, response)) {
    response.statusCode = 405;
    response.end();
    return;
  }
  if (method === 'CONNECT') return;
  if (expect !== undefined) {
    if (expect === '100-continue') {
      if (server.listenerCount('checkContinue') > 0) {
        server.emit('checkContinue', request, response);
        return;
      }
      response.writeContinue();
    } else if (server.listenerCount('checkExpectation') > 0) {
      server.emit('checkExpectation', request, response);
      return;
    } else {
      response.statusCode = 417;
      response.end();
      return;
    }
  }
  server.emit('request', request, response);
}

/** Listener of a server's 'stream'; `this` is the server. */
function onCompatStream(stream, headers, flags, rawHeaders) {
  dispatch(this, stream, headers, rawHeaders, headers.expect, headers[':method']);
}

/** The same without an object of the headers; it is made when somebody looks. */
function onCompatStreamLazily(server, stream, flags, fields, sensitive, strict) {
  dispatch(server, stream, undefined, fields, fieldOf(fields, 'expect'), fieldOf(fields, ':method'), sensitive, strict);
}

module.exports = { onCompatStream, onCompatStreamLazily };
