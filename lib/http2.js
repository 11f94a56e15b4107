// SPDX-License-Identifier: MIT
// The module `http2`, as far as it stands: constants and settings. Sessions are refused with a clear error, so
// that packages which only offer HTTP/2 (fastify, axios) load and serve HTTP/1.
'use strict';

const constants = require('internal/http2/constants');
const {
  codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_HTTP2_PACKED_SETTINGS_LENGTH, ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { Buffer } = require('buffer');

const sensitiveHeaders = Symbol('nodejs.http2.sensitiveHeaders');

// RFC 9113 §6.5.2, with Node's defaults.
const settings = [
  ['headerTableSize', 1], ['enablePush', 2], ['maxConcurrentStreams', 3], ['initialWindowSize', 4],
  ['maxFrameSize', 5], ['maxHeaderListSize', 6], ['enableConnectProtocol', 8],
];

function getDefaultSettings() {
  return {
    __proto__: null, headerTableSize: 4096, enablePush: true, initialWindowSize: 65535, maxFrameSize: 16384,
    maxConcurrentStreams: 4294967295, maxHeaderListSize: 65535, maxHeaderSize: 65535, enableConnectProtocol: false,
  };
}

/** The payload of a SETTINGS frame. @returns {Buffer} */
function getPackedSettings(values = {}) {
  validateObject(values, 'settings');
  const parts = [];
  for (const [name, id] of settings) {
    if (values[name] === undefined) continue;
    const entry = Buffer.alloc(6);
    entry.writeUInt16BE(id, 0);
    entry.writeUInt32BE(Number(values[name]), 2);
    parts.push(entry);
  }
  return Buffer.concat(parts);
}

function getUnpackedSettings(buf) {
  if (!ArrayBuffer.isView(buf)) throw new ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray'], buf);
  if (buf.length % 6 !== 0) throw new ERR_HTTP2_PACKED_SETTINGS_LENGTH();
  const view = Buffer.from(buf.buffer, buf.byteOffset, buf.byteLength);
  const out = {};
  for (let at = 0; at < view.length; at += 6) {
    const known = settings.find(([, id]) => id === view.readUInt16BE(at));
    if (!known) continue;
    const value = view.readUInt32BE(at + 2);
    out[known[0]] = known[0].startsWith('enable') ? Boolean(value) : value;
    if (known[0] === 'maxHeaderListSize') out.maxHeaderSize = value;
  }
  return out;
}

function unavailable() {
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('HTTP/2 session');
}

class Http2ServerRequest {}
class Http2ServerResponse {}

module.exports = {
  connect: unavailable,
  constants,
  createServer: unavailable,
  createSecureServer: unavailable,
  getDefaultSettings,
  getPackedSettings,
  getUnpackedSettings,
  performServerHandshake: unavailable,
  sensitiveHeaders,
  Http2ServerRequest,
  Http2ServerResponse,
};
