// SPDX-License-Identifier: MIT
// --experimental-network-inspection of node:http2: a client's streams, those that a server pushes included.
'use strict';

const { Network } = require('internal/inspector/events');
const { joinHeaders, kId, nextId, now, readContentType, watchBody } = require('internal/inspector/network_values');

const kUrl = Symbol('network url');

function onCreated({ stream, headers }) {
  stream[kId] = nextId();
  stream[kUrl] = `${headers[':scheme']}://${headers[':authority']}${headers[':path']}`;
  Network.requestWillBeSent({
    requestId: stream[kId],
    timestamp: now(),
    wallTime: Date.now() / 1000,
    charset: readContentType(headers['content-type']).charset,
    request: {
      url: stream[kUrl],
      method: headers[':method'],
      headers: joinHeaders(Object.entries(headers)),
      hasPostData: !stream.writableEnded,
    },
  });
}

function send(stream, chunk, encoding) {
  const data = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
  Network.dataSent({ requestId: stream[kId], timestamp: now(), dataLength: data.byteLength, data });
}

function onBodyChunk({ stream, writev, data, encoding }) {
  if (stream[kId] === undefined) return;
  if (!writev) send(stream, data, encoding);
  else for (const one of data) send(stream, one.chunk ?? one, one.encoding);
}

function onResponse({ stream, headers }) {
  const requestId = stream[kId];
  if (requestId === undefined) return;
  Network.responseReceived({
    requestId,
    timestamp: now(),
    type: 'Other',
    response: {
      url: stream[kUrl],
      status: headers[':status'],
      statusText: '', // HTTP/2 has none
      headers: joinHeaders(Object.entries(headers)),
      ...readContentType(headers['content-type']),
    },
  });
  watchBody(stream, requestId);
}

const subscriptions = {
  '__proto__': null,
  'http2.client.stream.created': onCreated,
  'http2.client.stream.bodyChunkSent': onBodyChunk,
  'http2.client.stream.bodySent': ({ stream }) => {
    if (stream[kId] !== undefined) Network.dataSent({ requestId: stream[kId], finished: true });
  },
  'http2.client.stream.finish': onResponse,
  'http2.client.stream.error': ({ stream, error }) => {
    if (stream[kId] === undefined) return;
    Network.loadingFailed({ requestId: stream[kId], timestamp: now(), type: 'Other', errorText: error.message });
  },
};

module.exports = { subscriptions };
