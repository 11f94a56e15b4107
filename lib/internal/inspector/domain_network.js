// SPDX-License-Identifier: MIT
// The domains Network and IO: requests as a program or the library reports them, their bodies while they are kept, and
// resources that a program has put up.
'use strict';

const { INVALID_PARAMS, ProtocolError } = require('internal/inspector/domains');
const { resources } = require('internal/inspector/events');

/** Bodies of the last requests are kept up to this many bytes; the oldest go first. */
const KEPT_BYTES = 32 * 1024 * 1024;

const requests = new Map(); // requestId -> { charset, requestText, sent, sentDone, charsetOf response, got, streaming, finished }
let keptBytes = 0;

function forgetOldest() {
  for (const [id, request] of requests) {
    if (keptBytes <= KEPT_BYTES) return;
    keptBytes -= request.bytes;
    requests.delete(id);
  }
}

function keep(request, list, data) {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  list.push(Buffer.from(bytes));
  request.bytes += bytes.length;
  keptBytes += bytes.length;
  forgetOldest();
  return bytes;
}

function isText(charset) { return /^utf-?8$/i.test(charset ?? ''); }

const handlers = {
  '__proto__': null,
  'Network.requestWillBeSent': (params) => {
    requests.set(params.requestId, {
      requestIsText: isText(params.charset ?? params.request?.charset), hasBody: params.request?.hasPostData === true,
      responseIsText: false, sent: [], sentDone: false, got: [], bytes: 0, streaming: false, finished: false,
    });
    const { charset, ...rest } = params;
    return { initiator: initiator(), ...rest };
  },
  'Network.responseReceived': (params) => {
    const request = requests.get(params.requestId);
    if (request !== undefined) request.responseIsText = isText(params.response?.charset);
    return params;
  },
  'Network.dataSent': (params) => {
    const request = requests.get(params.requestId);
    if (request === undefined) return undefined;
    if (params.finished) request.sentDone = true;
    else keep(request, request.sent, params.data);
    return undefined; // the protocol has no such event
  },
  'Network.dataReceived': (params) => {
    const request = requests.get(params.requestId);
    if (request === undefined) return undefined;
    if (!request.streaming) {
      keep(request, request.got, params.data);
      return undefined;
    }
    const { data } = params;
    return { ...params, data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') };
  },
  'Network.loadingFinished': (params) => {
    const request = requests.get(params.requestId);
    if (request !== undefined) request.finished = true;
    return params;
  },
  'Network.loadingFailed': (params) => {
    const request = requests.get(params.requestId);
    if (request !== undefined) {
      keptBytes -= request.bytes;
      requests.delete(params.requestId);
    }
    return params;
  },
  'Network.webSocketCreated': (params) => ({ initiator: initiator(), ...params }),
};

/** Where in the program a request began. */
function initiator() {
  const callFrames = require('util').getCallSites(50).filter(({ scriptName }) => !scriptName.startsWith('node:internal/inspector'))
    .map(({ functionName, scriptId, scriptName, lineNumber, columnNumber }) => ({
      functionName, scriptId, url: scriptName, lineNumber: lineNumber - 1, columnNumber: columnNumber - 1,
    }));
  return { type: 'script', stack: { callFrames } };
}

/** What sessions get of an event; undefined: nothing. */
function onEvent(method, params) {
  const handler = handlers[method];
  return handler === undefined ? params : handler(params);
}

function find(requestId) {
  if (typeof requestId !== 'string') throw new ProtocolError('Invalid parameters', INVALID_PARAMS);
  const request = requests.get(requestId);
  if (request === undefined) throw new ProtocolError('Request not found');
  return request;
}

const streams = new Map(); // handle -> { text, at }
let lastStream = 0;

const commands = {
  '__proto__': null,
  'Network.enable': (session) => { session.state.Network = {}; },
  'Network.disable': (session) => { delete session.state.Network; },
  'Network.getRequestPostData': (session, { requestId }) => {
    const request = find(requestId);
    if (!request.sentDone) throw new ProtocolError('Request data is not finished yet');
    if (!request.requestIsText) throw new ProtocolError('Unable to serialize binary request body');
    return { postData: Buffer.concat(request.sent).toString() };
  },
  'Network.getResponseBody': (session, { requestId }) => {
    const request = find(requestId);
    if (request.streaming) throw new ProtocolError('Response body of the request is been streamed');
    if (!request.finished) throw new ProtocolError('Response data is not finished yet');
    const body = Buffer.concat(request.got);
    return { body: body.toString(request.responseIsText ? 'utf8' : 'base64'), base64Encoded: !request.responseIsText };
  },
  'Network.streamResourceContent': (session, { requestId }) => {
    const request = find(requestId);
    request.streaming = true;
    const bufferedData = Buffer.concat(request.got).toString('base64');
    keptBytes -= request.got.reduce((sum, chunk) => sum + chunk.length, 0);
    request.got = [];
    return { bufferedData };
  },
  'Network.loadNetworkResource': (session, { url }) => {
    if (!resources.has(url)) return { resource: { success: false } };
    const handle = `${++lastStream}`;
    streams.set(handle, { text: resources.get(url), at: 0 });
    return { resource: { success: true, stream: handle } };
  },
  'IO.read': (session, { handle, offset, size }) => {
    const stream = streams.get(handle);
    if (stream === undefined) return { data: '', eof: true };
    const from = offset ?? stream.at;
    const data = stream.text.slice(from, size === undefined ? undefined : from + size);
    stream.at = from + data.length;
    return { data, eof: stream.at >= stream.text.length };
  },
  'IO.close': (session, { handle }) => { streams.delete(handle); },
};

module.exports = { commands, onEvent };
