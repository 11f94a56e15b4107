// SPDX-License-Identifier: MIT
// The opening handshake of a client (RFC 6455 §4.1), on http.request.
'use strict';

const http = require('http');
const https = require('https');
const { confirmDeflate, offerDeflate, parseExtensions } = require('internal/ws/extension');
const { acceptKey, isToken, newKey } = require('internal/ws/handshake');

const DEFAULT_MAX_PAYLOAD = 100 * 1024 * 1024;
const CLOSING = 2;
const kAborted = Symbol('aborted');

/** The constructor's part for clients; see class WebSocket for the arguments. */
function connect(ws, address, protocols, options) {
  if (protocols === undefined) {
    protocols = [];
  } else if (!Array.isArray(protocols)) {
    if (typeof protocols === 'object' && protocols !== null) {
      options = protocols;
      protocols = [];
    } else {
      protocols = [protocols];
    }
  }
  const settings = {
    allowSynchronousEvents: true,
    autoPong: true,
    closeTimeout: 30_000,
    followRedirects: false,
    maxPayload: DEFAULT_MAX_PAYLOAD,
    maxRedirects: 10,
    perMessageDeflate: true,
    protocolVersion: 13,
    skipUTF8Validation: false,
    ...options,
  };
  if (settings.protocolVersion !== 8 && settings.protocolVersion !== 13) {
    throw new RangeError(`Unsupported protocol version: ${settings.protocolVersion} (supported versions: 8, 13)`);
  }
  ws._autoPong = settings.autoPong;
  ws._closeTimeout = settings.closeTimeout;
  if (settings.generateMask) ws._generateMask = settings.generateMask;
  ws._redirects = 0;
  const wanted = new Set();
  for (const protocol of protocols) {
    if (typeof protocol !== 'string' || !isToken(protocol) || wanted.has(protocol)) {
      throw new SyntaxError('An invalid or duplicated subprotocol was specified');
    }
    wanted.add(protocol);
  }
  open(ws, address, wanted, settings, { ...options?.headers });
}

function parseAddress(address) {
  if (address instanceof URL) return address;
  try {
    return new URL(address);
  } catch {
    throw new SyntaxError(`Invalid URL: ${address}`);
  }
}

function checkAddress(url) {
  const isUnix = url.protocol === 'ws+unix:';
  if (!isUnix && !/^(?:ws|http)s?:$/.test(url.protocol)) {
    throw new SyntaxError('The URL\'s protocol must be one of "ws:", "wss:", "http:", "https:", or "ws+unix:"');
  }
  if (isUnix && !url.pathname) throw new SyntaxError('The URL\'s pathname is empty');
  if (url.hash) throw new SyntaxError('The URL contains a fragment identifier');
  return isUnix;
}

function open(ws, address, protocols, settings, headers) {
  const url = parseAddress(address);
  if (url.protocol === 'http:') url.protocol = 'ws:';
  else if (url.protocol === 'https:') url.protocol = 'wss:';
  ws._url = url.href;
  let isUnix;
  try {
    isUnix = checkAddress(url);
  } catch (error) {
    if (ws._redirects === 0) throw error;
    fail(ws, error);
    return;
  }
  const secure = url.protocol === 'wss:', key = newKey();
  const request = { ...settings };
  for (const name of ['protocol', 'socketPath', 'hostname', 'method']) request[name] = undefined;
  request.createConnection = settings.createConnection;
  request.defaultPort = secure ? 443 : 80;
  request.port = url.port || request.defaultPort;
  request.host = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
  request.path = url.pathname + url.search;
  request.timeout = settings.handshakeTimeout;
  if (url.username || url.password) {
    request.auth = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  }
  if (settings.followRedirects && request.auth && headers.authorization === undefined && headers.Authorization === undefined) {
    headers = { ...headers, authorization: `Basic ${Buffer.from(request.auth).toString('base64')}` }; // goes along
  }
  request.headers = {
    ...headers,
    'Sec-WebSocket-Version': settings.protocolVersion,
    'Sec-WebSocket-Key': key,
    'Connection': 'Upgrade',
    'Upgrade': 'websocket',
  };
  if (settings.perMessageDeflate) {
    request.headers['Sec-WebSocket-Extensions'] =
      offerDeflate(settings.perMessageDeflate === true ? {} : settings.perMessageDeflate);
  }
  if (protocols.size > 0) request.headers['Sec-WebSocket-Protocol'] = [...protocols].join(',');
  if (settings.origin) {
    request.headers[settings.protocolVersion < 13 ? 'Sec-WebSocket-Origin' : 'Origin'] = settings.origin;
  }
  if (isUnix) [request.socketPath, request.path] = splitUnixPath(request.path);
  const req = ws._req = (secure ? https : http).request(request);
  if (settings.handshakeTimeout) req.on('timeout', () => abort(ws, 'Opening handshake has timed out', req));
  req.on('error', (error) => {
    if (req[kAborted]) return;
    ws._req = null;
    fail(ws, error);
  });
  req.on('response', (res) => onResponse(ws, req, res, protocols, settings, headers, url));
  req.on('upgrade', (res, socket, head) => onUpgrade(ws, res, socket, head, { key, protocols, settings }));
  if (ws._redirects > 0) ws.emit('redirect', ws._url, req);
  if (settings.finishRequest) settings.finishRequest(req, ws);
  else req.end();
}

function splitUnixPath(path) {
  const colon = path.indexOf(':');
  return colon < 0 ? [path, '/'] : [path.slice(0, colon), path.slice(colon + 1)];
}

function onResponse(ws, req, res, protocols, settings, headers, url) {
  const { location } = res.headers;
  if (location && settings.followRedirects && res.statusCode >= 300 && res.statusCode < 400) {
    if (++ws._redirects > settings.maxRedirects) {
      abort(ws, 'Maximum redirects exceeded', req);
      return;
    }
    req[kAborted] = true;
    req.destroy();
    let next;
    try {
      next = new URL(location, url.href);
    } catch {
      fail(ws, new SyntaxError(`Invalid URL: ${location}`));
      return;
    }
    // Who listens for 'redirect' sees the request before it leaves, and decides.
    const nextHeaders = ws.listenerCount('redirect') > 0 ? headers : redirectHeaders(headers, url, next);
    open(ws, next, protocols, { ...settings, auth: undefined }, nextHeaders);
  } else if (!ws.emit('unexpected-response', req, res)) {
    abort(ws, `Unexpected server response: ${res.statusCode}`, req);
  }
}

// Credentials do not go to another host, nor from a secure to an insecure one.
function redirectHeaders(headers, from, to) {
  const same = from.host === to.host && !(from.protocol === 'wss:' && to.protocol !== 'wss:' && to.protocol !== 'https:');
  if (same) return headers;
  const kept = {};
  for (const name of Object.keys(headers)) {
    const lower = name.toLowerCase();
    if (lower !== 'authorization' && lower !== 'cookie' && lower !== 'host') kept[name] = headers[name];
  }
  return kept;
}

function onUpgrade(ws, res, socket, head, { key, protocols, settings }) {
  ws.emit('upgrade', res);
  if (ws.readyState !== 0) { // closed by a listener
    socket.destroy();
    return;
  }
  ws._req = null;
  const { upgrade } = res.headers;
  const answer = res.headers['sec-websocket-protocol'], extensions = res.headers['sec-websocket-extensions'];
  let deflate = null;
  const problem = upgrade === undefined || upgrade.toLowerCase() !== 'websocket' ? 'Invalid Upgrade header' :
    res.headers['sec-websocket-accept'] !== acceptKey(key) ? 'Invalid Sec-WebSocket-Accept header' :
      answer !== undefined && protocols.size === 0 ? 'Server sent a subprotocol but none was requested' :
        answer !== undefined && !protocols.has(answer) ? 'Server sent an invalid subprotocol' :
          answer === undefined && protocols.size > 0 ? 'Server sent no subprotocol' :
            extensions !== undefined && !settings.perMessageDeflate ?
              'Server sent a Sec-WebSocket-Extensions header but no extension was requested' : '';
  if (problem !== '') {
    abort(ws, problem, socket);
    return;
  }
  const wanted = settings.perMessageDeflate === true ? {} : settings.perMessageDeflate || {};
  if (extensions !== undefined) {
    try {
      const answers = parseExtensions(extensions);
      if (answers.length !== 1 || answers[0].name !== 'permessage-deflate') {
        abort(ws, 'Server indicated an extension that was not requested', socket);
        return;
      }
      deflate = confirmDeflate(wanted, answers);
    } catch {
      abort(ws, 'Invalid Sec-WebSocket-Extensions header', socket);
      return;
    }
    ws._extensions = 'permessage-deflate';
  }
  if (answer !== undefined) ws._protocol = answer;
  ws.setSocket(socket, head, {
    allowSynchronousEvents: settings.allowSynchronousEvents,
    maxPayload: settings.maxPayload,
    maxQueuedBytes: settings.maxQueuedBytes,
    skipUTF8Validation: settings.skipUTF8Validation,
    deflate,
    threshold: wanted.threshold ?? 1024,
    level: wanted.zlibDeflateOptions?.level,
    memLevel: wanted.zlibDeflateOptions?.memLevel,
  });
}

function fail(ws, error) {
  ws._readyState = CLOSING;
  ws._errorEmitted = true;
  ws.emit('error', error);
  ws.emitClose();
}

/** Ends a handshake that is under way; `by` is its request or its socket. */
function abort(ws, message, by = ws._req) {
  const error = new Error(message);
  ws._readyState = CLOSING;
  if (by === null || by === undefined) {
    process.nextTick(fail, ws, error);
    return;
  }
  ws._req = null;
  by[kAborted] = true;
  by.on('error', () => {});
  by.destroy();
  by.socket?.destroy(); // a request that is complete leaves its socket alone
  process.nextTick(fail, ws, error);
}

module.exports = { abort, connect };
