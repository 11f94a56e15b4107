// SPDX-License-Identifier: MIT
// --experimental-network-inspection: what node:http, node:http2 and fetch do is reported to front-ends, by way of the diagnostics
// channels that they publish on anyway.
'use strict';

const dc = require('diagnostics_channel');
const { Network } = require('internal/inspector/events');

const { joinHeaders, kId, nextId, now, readContentType, watchBody } = require('internal/inspector/network_values');

let enabled = false;

// ---- node:http, node:https ----

function onHttpCreated({ request }) {
  request[kId] = nextId();
  const headers = joinHeaders(Object.entries(request.getHeaders()));
  const { charset } = readContentType(headers['content-type']);
  Network.requestWillBeSent({
    requestId: request[kId],
    timestamp: now(),
    wallTime: Date.now() / 1000,
    charset,
    request: {
      url: `${request.protocol}//${request.getHeader('host') ?? request.host}${request.path}`,
      method: request.method,
      headers,
      hasPostData: request.method === 'POST' || request.method === 'PUT' || request.method === 'PATCH',
    },
  });
}

function onHttpBodyChunk({ request, chunk, encoding }) {
  if (request[kId] === undefined) return;
  const data = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
  Network.dataSent({ requestId: request[kId], timestamp: now(), dataLength: data.byteLength, data });
}

function onHttpBodySent({ request }) {
  if (request[kId] !== undefined) Network.dataSent({ requestId: request[kId], finished: true });
}

function onHttpError({ request, error }) {
  if (request[kId] === undefined) return;
  Network.loadingFailed({ requestId: request[kId], timestamp: now(), type: 'Other', errorText: error.message });
}

function onHttpResponse({ request, response }) {
  const requestId = request[kId];
  if (requestId === undefined) return;
  Network.responseReceived({
    requestId,
    timestamp: now(),
    type: 'Other',
    response: {
      url: `${request.protocol}//${request.getHeader('host') ?? request.host}${request.path}`,
      status: response.statusCode,
      statusText: response.statusMessage ?? '',
      headers: joinHeaders(Object.entries(response.headers)),
      ...readContentType(response.headers['content-type']),
    },
  });
  watchBody(response, requestId);
}

// ---- fetch (undici) ----

function pairs(headers) {
  const list = [];
  if (headers.length > 0 && Array.isArray(headers[0])) return headers;
  for (let i = 0; i + 1 < headers.length; i += 2) list.push([`${headers[i]}`, `${headers[i + 1]}`]);
  return list;
}

function onFetchCreated({ request }) {
  request[kId] = nextId();
  const headers = joinHeaders(pairs(request.headers));
  Network.requestWillBeSent({
    requestId: request[kId],
    timestamp: now(),
    wallTime: Date.now() / 1000,
    charset: readContentType(headers['content-type']).charset,
    request: {
      url: `${request.origin}${request.path}`, method: request.method, headers, hasPostData: request.body != null,
    },
  });
}

function onFetchHeaders({ request, response }) {
  if (request[kId] === undefined) return;
  const headers = joinHeaders(pairs(response.headers));
  Network.responseReceived({
    requestId: request[kId],
    timestamp: now(),
    type: 'Fetch',
    response: {
      url: `${request.origin}${request.path}`, status: response.statusCode, statusText: response.statusText, headers,
      ...readContentType(headers['content-type']),
    },
  });
}

function onFetchChunk({ request, chunk }) {
  if (request[kId] === undefined) return;
  Network.dataReceived({
    requestId: request[kId], timestamp: now(), dataLength: chunk.byteLength, encodedDataLength: chunk.byteLength, data: chunk,
  });
}

// ---- WebSocket (undici) ----

function onSocketOpen({ websocket, handshakeResponse }) {
  const requestId = websocket[kId] ??= nextId();
  Network.webSocketCreated({ requestId, url: websocket.url });
  Network.webSocketHandshakeResponseReceived({ requestId, timestamp: now(), response: handshakeResponse });
}

const subscriptions = {
  '__proto__': null,
  ...require('internal/inspector/network_http2').subscriptions,
  'http.client.request.created': onHttpCreated,
  'http.client.request.bodyChunkSent': onHttpBodyChunk,
  'http.client.request.bodySent': onHttpBodySent,
  'http.client.request.error': onHttpError,
  'http.client.response.finish': onHttpResponse,
  'undici:request:create': onFetchCreated,
  'undici:request:headers': onFetchHeaders,
  'undici:request:bodyChunkSent': ({ request, chunk }) => {
    if (request[kId] === undefined) return;
    Network.dataSent({ requestId: request[kId], timestamp: now(), dataLength: chunk.byteLength, data: Buffer.from(chunk) });
  },
  'undici:request:bodySent': ({ request }) => {
    if (request[kId] !== undefined) Network.dataSent({ requestId: request[kId], finished: true });
  },
  'undici:request:bodyChunkReceived': onFetchChunk,
  'undici:request:trailers': ({ request }) => {
    if (request[kId] !== undefined) Network.loadingFinished({ requestId: request[kId], timestamp: now() });
  },
  'undici:request:error': ({ request, error }) => {
    if (request[kId] === undefined) return;
    Network.loadingFailed({ requestId: request[kId], timestamp: now(), type: 'Fetch', errorText: error.message });
  },
  'undici:websocket:open': onSocketOpen,
  'undici:websocket:close': ({ websocket }) => {
    if (websocket[kId] !== undefined) Network.webSocketClosed({ requestId: websocket[kId], timestamp: now() });
  },
};

function enable() {
  if (enabled) return;
  enabled = true;
  for (const name of Object.keys(subscriptions)) dc.subscribe(name, subscriptions[name]);
}

module.exports = { enable };
