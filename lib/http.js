// SPDX-License-Identifier: MIT
// The module `http`.
'use strict';

const { ObjectDefineProperty } = primordials;

const { defineLazyProperties } = require('internal/util');
const { validateInteger } = require('internal/validators');
const { methods } = require('_http_common');
const { IncomingMessage } = require('_http_incoming');
const { OutgoingMessage, validateHeaderName, validateHeaderValue } = require('_http_outgoing');
const { _connectionListener, STATUS_CODES, Server, ServerResponse } = require('_http_server');

/** @returns {http.Server} requestListener(req, res) is called for each request */
function createServer(options, requestListener) {
  return new Server(options, requestListener);
}

/** @returns {ClientRequest} request(url[, options][, callback]) or request(options[, callback]) */
function request(url, options, callback) {
  const { ClientRequest } = require('_http_client');
  return new ClientRequest(url, options, callback);
}

/** request() with GET, ended. */
function get(url, options, callback) {
  const req = request(url, options, callback);
  req.end();
  return req;
}

/** @param {object} [proxyEnv] process.env, if it is not given @returns {() => void} takes it back */
function setGlobalProxyFromEnv() {
  return require('internal/http/proxy').setGlobalProxyFromEnv(...arguments);
}

module.exports = {
  _connectionListener,
  METHODS: methods.toSorted(),
  STATUS_CODES,
  Agent: undefined,
  ClientRequest: undefined,
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,
  createServer,
  validateHeaderName,
  validateHeaderValue,
  get,
  request,
  /** How many idle parsers are kept: Eddy keeps none. */
  setMaxIdleHTTPParsers(max) {
    validateInteger(max, 'max', 1);
  },
  setGlobalProxyFromEnv,
};

defineLazyProperties(module.exports, '_http_agent', ['Agent']);
defineLazyProperties(module.exports, '_http_client', ['ClientRequest']);
ObjectDefineProperty(module.exports, 'maxHeaderSize', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('internal/options').getOptionValue('--max-http-header-size');
  },
});
ObjectDefineProperty(module.exports, 'globalAgent', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('_http_agent').globalAgent;
  },
  set(agent) {
    require('_http_agent').globalAgent = agent;
  },
});
for (const name of ['WebSocket', 'CloseEvent', 'MessageEvent']) {
  ObjectDefineProperty(module.exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return globalThis[name];
    },
  });
}
