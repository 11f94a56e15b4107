// SPDX-License-Identifier: MIT
// Ids, times and headers as the domain Network has them.
'use strict';

const kId = Symbol('network id');
let lastId = 0;

const nextId = () => `node-network-event-${++lastId}`;
const now = () => process.hrtime()[0] + process.hrtime()[1] / 1e9;

/** @returns {{ mimeType: string, charset: string }} of a Content-Type */
function readContentType(value) {
  const { MIMEType } = require('util');
  try {
    const type = new MIMEType(value);
    return { mimeType: type.essence, charset: type.params.get('charset') ?? '' };
  } catch {
    return { mimeType: '', charset: '' };
  }
}

const headerText = (value) => (Array.isArray(value) ? value.join(', ') : `${value}`);

/** The protocol wants one string a header. */
function joinHeaders(entries) {
  const headers = {};
  for (const [name, value] of entries) {
    const key = name.toLowerCase();
    const separator = key === 'cookie' ? '; ' : key === 'set-cookie' ? '\n' : ', ';
    const text = Array.isArray(value) ? value.join(separator) : headerText(value);
    headers[key] = headers[key] === undefined ? text : `${headers[key]}${separator}${text}`;
  }
  return headers;
}

/** What a response brings is reported on its way: listening to it would make it flow. @param {stream.Readable} response */
function watchBody(response, requestId) {
  const { Network } = require('internal/inspector/events');
  const { push } = response;
  response.push = function(chunk, encoding) {
    if (chunk !== null && chunk !== undefined) {
      const data = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
      Network.dataReceived({ requestId, timestamp: now(), dataLength: data.byteLength, encodedDataLength: data.byteLength, data });
    }
    return push.call(this, chunk, encoding);
  };
  response.once('end', () => Network.loadingFinished({ requestId, timestamp: now() }));
}

module.exports = { joinHeaders, kId, nextId, now, readContentType, watchBody };
