// SPDX-License-Identifier: MIT
// ClientHttp2Session, ClientHttp2Stream, connect().
'use strict';

const net = require('net');
const { Http2Session, originSetOf } = require('internal/http2/session');
const { Http2Stream } = require('internal/http2/stream');
const { NghttpError } = require('internal/http2/errors');
const { checkConnect, requestPseudo, sensitiveHeaders, toBlock, toHeaderObject } = require('internal/http2/fields');
const { checkOptions } = require('internal/http2/options');
const bits = require('internal/http2/bits');
const channels = require('internal/http2/channels');
const {
  kAuthority, kFlags, kHandle, kInit, kProtocol, kSentHeaders, kState,
} = require('internal/http2/symbols');
const {
  AbortError,
  codes: {
    ERR_HTTP2_GOAWAY_SESSION, ERR_HTTP2_INVALID_SESSION, ERR_HTTP2_OUT_OF_STREAMS, ERR_HTTP2_TOO_MANY_ORIGINS,
    ERR_HTTP2_UNSUPPORTED_PROTOCOL, ERR_INVALID_ARG_TYPE,
  },
} = require('internal/errors');
const { promisify } = require('internal/util');
const { isIP } = require('internal/net');
const {
  validateAbortSignal, validateBoolean, validateNumber, validateObject,
} = require('internal/validators');

const { nextTick } = process;
const NO_ID_LEFT = -509; // NGHTTP2_ERR_STREAM_ID_NOT_AVAILABLE
const END = 1, TRAILERS = 2;
const anyPseudo = new Set([...requestPseudo, ':status']);
const payloadMeaningless = new Set(['GET', 'HEAD', 'DELETE']);

class ClientHttp2Stream extends Http2Stream {
  constructor(session) {
    super(session);
    this[kFlags] |= bits.CLIENT | bits.HEADERS_SENT;
  }
}

/** Defaults of a request given as names and values in turn. */
function completeList(session, list) {
  const seen = { __proto__: null }, headers = list.slice(), extra = [];
  for (let i = 0; i + 1 < list.length; i += 2) if (list[i][0] === ':') seen[list[i]] = list[i + 1];
  if (seen[':method'] === undefined) extra.push(':method', seen[':method'] = 'GET');
  if (seen[':method'] !== 'CONNECT' || seen[':protocol'] !== undefined) {
    if (seen[':authority'] === undefined && !list.some((name, i) => i % 2 === 0 && name.toLowerCase() === 'host')) {
      extra.push(':authority', session[kAuthority]);
    }
    if (seen[':scheme'] === undefined) extra.push(':scheme', session[kProtocol].slice(0, -1));
    if (seen[':path'] === undefined) extra.push(':path', '/');
  } else {
    checkConnect(seen);
  }
  const all = extra.concat(headers);
  if (list[sensitiveHeaders] !== undefined) all[sensitiveHeaders] = list[sensitiveHeaders];
  return { headers: all, method: seen[':method'] };
}

/** The same for an object, which is copied. */
function completeObject(session, given) {
  const headers = Object.assign({ __proto__: null }, given);
  if (headers[':method'] === undefined) headers[':method'] = 'GET';
  if (headers[':method'] !== 'CONNECT' || headers[':protocol'] !== undefined) {
    if (headers[':authority'] === undefined && headers.host === undefined) headers[':authority'] = session[kAuthority];
    if (headers[':scheme'] === undefined) headers[':scheme'] = session[kProtocol].slice(0, -1);
    if (headers[':path'] === undefined) headers[':path'] = '/';
  } else {
    checkConnect(headers);
  }
  return { headers, method: headers[':method'] };
}

function checkRequestOptions(options) {
  for (const name of ['endStream', 'exclusive', 'silent']) {
    if (options[name] !== undefined) validateBoolean(options[name], `options.${name}`);
  }
  if (options.parent !== undefined) validateNumber(options.parent, 'options.parent', 0);
  if (options.weight !== undefined || options.parent !== undefined || options.exclusive !== undefined) {
    require('internal/http2/deprecations').requestPriority();
  }
}

/** There is a connection: the request goes to C. */
function sendRequest(session, stream, block, flags) {
  if (stream.destroyed || session.destroyed) return;
  if (session.closed) {
    stream.destroy(new ERR_HTTP2_GOAWAY_SESSION());
    return;
  }
  const handle = session[kHandle];
  const id = handle.request(block, flags);
  if (id < 0) {
    if (id === NO_ID_LEFT) {
      const error = new ERR_HTTP2_OUT_OF_STREAMS();
      nextTick(() => stream.destroy(error));
    } else {
      session.destroy(new NghttpError(id));
    }
    return;
  }
  stream[kInit](id, handle);
  if ((flags & END) !== 0) stream[kFlags] |= bits.ENDED;
  if (channels.client.start.hasSubscribers) channels.client.start.publish({ stream, headers: stream.sentHeaders });
  stream.emit('ready');
}

function attachSignal(stream, signal) {
  const abort = () => stream.destroy(new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) {
    abort();
    return;
  }
  const { addAbortListener } = require('events');
  const disposable = addAbortListener(signal, abort);
  stream.once('close', () => disposable[Symbol.dispose]());
}

class ClientHttp2Session extends Http2Session {
  constructor(options, socket) {
    super(1, options, socket);
    this.waitingRequests = null;
    this[kState].maxOriginSetSize = options.maxOriginSetSize ?? 128;
    this[kState].clientSettings = options.settings;
  }

  _connected() {
    const waiting = this.waitingRequests;
    this.waitingRequests = null;
    if (waiting !== null) for (const send of waiting) send();
  }

  /**
   * @param {object|string[]} [headers] with defaults for pseudo-headers
   * @param {{ endStream?: boolean, waitForTrailers?: boolean, signal?: AbortSignal }} [options]
   * @returns {ClientHttp2Stream}
   */
  request(headers, options) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    if (this.closed) throw new ERR_HTTP2_GOAWAY_SESSION();
    if (headers !== undefined && (headers === null || typeof headers !== 'object')) {
      throw new ERR_INVALID_ARG_TYPE('headers', ['Array', 'Object'], headers);
    }
    if (options !== undefined) validateObject(options, 'options');
    options = { ...options };
    checkRequestOptions(options);
    const request = Array.isArray(headers) ? completeList(this, headers) : completeObject(this, headers);
    const { signal } = options;
    if (signal) validateAbortSignal(signal, 'options.signal');
    const endStream = options.endStream ?? payloadMeaningless.has(request.method);
    const block = toBlock(request.headers, anyPseudo, this[kState].strictSingle);
    const stream = new ClientHttp2Stream(this);
    stream[kSentHeaders] = request.headers;
    let flags = 0;
    if (request.method === 'HEAD') stream[kFlags] |= bits.HEAD_REQUEST;
    if (options.waitForTrailers) {
      stream[kFlags] |= bits.HAS_TRAILERS;
      flags |= TRAILERS;
    }
    if (endStream) {
      flags |= END;
      stream.end();
    }
    if (channels.client.created.hasSubscribers) {
      channels.client.created.publish({ stream, headers: stream.sentHeaders });
    }
    if (signal) attachSignal(stream, signal);
    if (stream.destroyed) return stream;
    if (this.connecting) {
      const { AsyncResource } = require('async_hooks');
      const send = AsyncResource.bind(() => sendRequest(this, stream, block, flags), 'PendingRequest');
      if (this.waitingRequests === null) {
        this.waitingRequests = [];
        this.once('connect', this._connected);
      }
      this.waitingRequests.push(send);
    } else {
      sendRequest(this, stream, block, flags);
    }
    return stream;
  }

  /** A promise of the server's. */
  _beginPush(id, handle, flags, fields, sensitive) {
    const stream = new ClientHttp2Stream(this);
    stream[kFlags] |= bits.PUSHED | bits.ENDED;
    stream[kInit](id, handle);
    const headers = toHeaderObject(fields, sensitive, this[kState].strictSingle);
    if (channels.client.created.hasSubscribers) channels.client.created.publish({ stream, headers });
    if (channels.client.start.hasSubscribers) channels.client.start.publish({ stream, headers });
    stream.end(); // nothing is ever sent on it
    if (!this.emit('stream', stream, headers, flags, fields)) {
      stream.on('error', () => {}); // nobody wants it: to refuse it would be an error of the server's
      stream.resume();
    }
  }

  /** 421: the server does not answer for this origin on this connection. */
  _misdirected(stream) {
    if (!this.encrypted) return;
    const headers = stream.sentHeaders;
    originSetOf(this).delete(`${headers[':scheme']}://${headers[':authority']}`);
  }

  _origins(origins, set) {
    const max = this[kState].maxOriginSetSize;
    for (const origin of origins) {
      set.add(origin);
      if (set.size > max) {
        this.destroy(new ERR_HTTP2_TOO_MANY_ORIGINS(max), 2);
        return;
      }
    }
    this.emit('origin', origins);
  }
}

function makeSocket(protocol, authority, host, port, options) {
  if (typeof options.createConnection === 'function') return options.createConnection(authority, options);
  switch (protocol) {
    case 'http:':
      return net.connect({ port, host, ...options });
    case 'https:': {
      const tls = require('tls');
      const secure = { ALPNProtocols: ['h2'], ...options };
      if (secure.servername === undefined && isIP(host) === 0) secure.servername = host;
      return tls.connect(port, host, secure);
    }
    default:
      throw new ERR_HTTP2_UNSUPPORTED_PROTOCOL(protocol);
  }
}

/**
 * @param {string|URL|object} authority origin of the server
 * @param {object} [options] those of net.connect or tls.connect, and of sessions
 * @param {(session: ClientHttp2Session, socket) => void} [listener] of 'connect'
 * @returns {ClientHttp2Session}
 */
function connect(authority, options, listener) {
  if (typeof options === 'function') {
    listener = options;
    options = undefined;
  }
  if (options !== undefined) validateObject(options, 'options');
  options = checkOptions({ ...options }, false);
  if (typeof authority === 'string') authority = new URL(authority);
  if (authority === null || typeof authority !== 'object' || Array.isArray(authority)) {
    throw new ERR_INVALID_ARG_TYPE('authority', ['string', 'URL', 'Object'], authority);
  }
  const protocol = authority.protocol || options.protocol || 'https:';
  const port = `${authority.port !== '' && authority.port !== undefined ? authority.port : protocol === 'http:' ? 80 : 443}`;
  let host = 'localhost';
  if (authority.hostname) {
    host = authority.hostname;
    if (host[0] === '[') host = host.slice(1, -1);
  } else if (authority.host) {
    ({ host } = authority);
  }
  const socket = makeSocket(protocol, authority, host, port, options);
  const session = new ClientHttp2Session(options, socket);
  const shownHost = isIP(host) === 6 ? `[${host}]` : host;
  session[kAuthority] = `${options.servername || shownHost}:${port}`;
  session[kProtocol] = protocol;
  if (typeof listener === 'function') session.once('connect', listener);
  return session;
}
Object.defineProperty(connect, promisify.custom, {
  __proto__: null,
  value: {
    connect: function(authority, options) {
      return new Promise((resolve, reject) => {
        const session = connect(authority, options, () => {
          session.removeListener('error', reject);
          resolve(session);
        });
        session.once('error', reject);
      });
    },
  }.connect,
});

module.exports = { ClientHttp2Session, ClientHttp2Stream, connect };
