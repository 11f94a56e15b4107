// SPDX-License-Identifier: MIT
// The compatibility API: a stream as the request and response that node:http users know.
'use strict';

const { Http2ServerRequest, requestEvents } = require('internal/http2/compat_request');
const { Http2ServerResponse, responseEvents } = require('internal/http2/compat_response');
const { fieldOf } = require('internal/http2/fields');
const { kOptions } = require('internal/http2/symbols');

// ---- events of a stream, for its request and its response: `this` is the stream -----------------------------------

function onError() {} // it is told as 'aborted' and 'close'

function onAborted(hadError, code) {
  requestEvents.onAborted.call(this, hadError, code);
  responseEvents.onAborted.call(this);
}

function onClose() {
  requestEvents.onClose.call(this);
  responseEvents.onClose.call(this);
}

function onTimeout() {
  requestEvents.onTimeout.call(this);
  responseEvents.onTimeout.call(this);
}

/** All of them at once, on a stream that nobody else has listened to. */
function listen(stream) {
  stream._events = {
    close: onClose, error: onError, prefinish: undefined, finish: undefined, drain: responseEvents.onDrain,
    data: undefined, end: requestEvents.onEnd, readable: undefined, trailers: requestEvents.onTrailers,
    aborted: onAborted, timeout: onTimeout, wantTrailers: responseEvents.onWantTrailers,
  };
  stream._eventsCount = 8;
}

function makePair(server, stream, headers, rawHeaders, sensitive, strict) {
  const options = server[kOptions];
  const Request = options.Http2ServerRequest ?? Http2ServerRequest;
  const Response = options.Http2ServerResponse ?? Http2ServerResponse;
  const attached = Request === Http2ServerRequest && Response === Http2ServerResponse && stream._eventsCount === 0;
  if (attached) listen(stream);
  const request = new Request(stream, headers, undefined, rawHeaders, { attached, sensitive, strict });
  return new Response(stream, { req: request, attached });
}

function dispatch(server, stream, headers, rawHeaders, expect, method, sensitive, strict) {
  const response = makePair(server, stream, headers, rawHeaders, sensitive, strict), request = response.req;
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
