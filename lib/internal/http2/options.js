// SPDX-License-Identifier: MIT
// Options of sessions: checked and with defaults, for both sides. C reads most of them (h2_session_open).
'use strict';

const { MAX_CUSTOM_SETTINGS, validateSettings } = require('internal/http2/settings');
const {
  codes: { ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS },
} = require('internal/errors');
const {
  validateArray, validateBoolean, validateFunction, validateNumber, validateObject, validateUint32,
} = require('internal/validators');

/**
 * @param {object} options changed in place
 * @param {boolean} isServer
 */
function checkOptions(options, isServer) {
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
  if (options.maxSessionInvalidFrames !== undefined) {
    validateUint32(options.maxSessionInvalidFrames, 'options.maxSessionInvalidFrames');
  }
  if (options.maxSessionRejectedStreams !== undefined) {
    validateUint32(options.maxSessionRejectedStreams, 'options.maxSessionRejectedStreams');
  }
  if (options.strictSingleValueFields !== undefined) {
    validateBoolean(options.strictSingleValueFields, 'options.strictSingleValueFields');
  }
  if (typeof options.strictFieldWhitespaceValidation === 'boolean') {
    options.strictFieldWhitespaceValidation = Number(options.strictFieldWhitespaceValidation); // as C reads it
  }
  if (!isServer) return options;
  if (options.unknownProtocolTimeout !== undefined) {
    validateUint32(options.unknownProtocolTimeout, 'options.unknownProtocolTimeout');
  } else {
    options.unknownProtocolTimeout = 10_000;
  }
  if (options.streamResetBurst !== undefined) validateNumber(options.streamResetBurst, 'options.streamResetBurst', 0);
  if (options.streamResetRate !== undefined) validateNumber(options.streamResetRate, 'options.streamResetRate', 0);
  for (const name of ['Http1IncomingMessage', 'Http1ServerResponse', 'Http2ServerRequest', 'Http2ServerResponse']) {
    if (options[name] !== undefined) validateFunction(options[name], `options.${name}`);
  }
  return options;
}

module.exports = { checkOptions };
