// SPDX-License-Identifier: MIT
// The module `http2`. The protocol is in C (src/http2), the classes are in internal/http2.
'use strict';

const constants = require('internal/http2/constants');
const { connect } = require('internal/http2/client');
const { createSecureServer, createServer, performServerHandshake } = require('internal/http2/server');
const { Http2ServerRequest } = require('internal/http2/compat_request');
const { Http2ServerResponse } = require('internal/http2/compat_response');
const { sensitiveHeaders } = require('internal/http2/fields');
const { getDefaultSettings, getPackedSettings, getUnpackedSettings } = require('internal/http2/settings');
require('internal/http2/session_events');

module.exports = {
  connect,
  constants: require('internal/util').readOnly(constants),
  createServer,
  createSecureServer,
  getDefaultSettings,
  getPackedSettings,
  getUnpackedSettings,
  performServerHandshake,
  sensitiveHeaders,
  Http2ServerRequest,
  Http2ServerResponse,
};
