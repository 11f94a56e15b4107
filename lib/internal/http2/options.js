// SPDX-License-Identifier: MIT
// Options of sessions: checked and with defaults, for both sides. C reads most of them (h2_session_open).
'use strict';

const { MAX_CUSTOM_SETTINGS, validateSettings } = require('internal/http2/settings');
const {
  codes: { ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS },
} = require('internal/errors');
const {
  validateArray, validateBoolean, validateObject, validateUint32,
} = require('internal/validators');

/**
 * @param {object} options changed in place
 * @param {boolean} isServer
 */
function checkOptions(options, isServer) {
  if (!isServer && (typeof options.settings !== 'object' || Array.isArray(options.settings))) options.settings = undefined;
  if (!isServer) options.settings ??= undefined; // what is no object is as without
  if (options.settings !== undefined) {
    validateObject(options.settings, 'options.settings');
    validateSettings(options.settings);
    options.settings = { ...options.settings };
  } else {
    options.settings = {};
  }
  if (options.remoteCustomSettings !== undefined) {
    validateArray(options.remoteCustomSettings, 'options.remoteCustomSettings');
    if (options.remoteCustomSettings.length > MAX_CUSTOM_SETTINGS) throw new ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS();
  }
  for (const name of ['maxSessionInvalidFrames', 'maxSessionRejectedStreams']) {
    if (!isServer && typeof options[name] !== 'number') options[name] = undefined;
    else if (isServer && options[name] !== undefined) validateUint32(options[name], `options.${name}`);
  }
  if (isServer) {
    if (options.unknownProtocolTimeout === undefined) options.unknownProtocolTimeout = 10_000;
    validateUint32(options.unknownProtocolTimeout, 'options.unknownProtocolTimeout');
  }
  if (options.strictSingleValueFields !== undefined) {
    validateBoolean(options.strictSingleValueFields, 'options.strictSingleValueFields');
  }
  if (typeof options.strictFieldWhitespaceValidation === 'boolean') {
    options.strictFieldWhitespaceValidation = Number(options.strictFieldWhitespaceValidation); // as C reads it
  }
  if (!isServer) return options;
  for (const name of ['streamResetBurst', 'streamResetRate']) {
    if (!(typeof options[name] === 'number' && options[name] >= 0)) options[name] = undefined;
  }
  for (const name of ['Http1IncomingMessage', 'Http1ServerResponse', 'Http2ServerRequest', 'Http2ServerResponse']) {
    options[name] ||= undefined; // as without
  }
  return options;
}

module.exports = { checkOptions };
