// SPDX-License-Identifier: MIT
// session.socket and stream-level `socket` of the compatibility API: the socket, without what would break the
// protocol on it.
'use strict';

const { kSocket, kState } = require('internal/http2/symbols');
const {
  codes: { ERR_HTTP2_NO_SOCKET_MANIPULATION, ERR_HTTP2_SOCKET_UNBOUND },
} = require('internal/errors');

const forbidden = new Set(['destroy', 'emit', 'end', 'pause', 'read', 'resume', 'write', 'setEncoding', 'setKeepAlive',
                           'setNoDelay']);
const bound = (target, name) => {
  const value = target[name];
  return typeof value === 'function' ? value.bind(target) : value;
};

/** Behind session.socket; the target is the session. */
const sessionProxyHandler = {
  get(session, name) {
    switch (name) {
      case 'setTimeout':
      case 'ref':
      case 'unref':
        return bound(session, name);
      case 'destroy':
      case 'emit':
      case 'end':
      case 'pause':
      case 'read':
      case 'resume':
      case 'write':
      case 'setEncoding':
      case 'setKeepAlive':
      case 'setNoDelay':
        throw new ERR_HTTP2_NO_SOCKET_MANIPULATION();
      default: {
        const socket = session[kSocket];
        if (socket === undefined) throw new ERR_HTTP2_SOCKET_UNBOUND();
        return bound(socket, name);
      }
    }
  },
  getPrototypeOf(session) {
    const socket = session[kSocket];
    if (socket === undefined) throw new ERR_HTTP2_SOCKET_UNBOUND();
    return Reflect.getPrototypeOf(socket);
  },
  set(session, name, value) {
    if (name === 'setTimeout' || name === 'ref' || name === 'unref') {
      session[name] = value;
      return true;
    }
    if (forbidden.has(name)) throw new ERR_HTTP2_NO_SOCKET_MANIPULATION();
    const socket = session[kSocket];
    if (socket === undefined) throw new ERR_HTTP2_SOCKET_UNBOUND();
    socket[name] = value;
    return true;
  },
};

/** Behind req.socket and res.socket; the target is the stream. */
const streamProxyHandler = {
  has(stream, name) {
    const socket = stream.session !== undefined ? stream.session[kSocket] : stream;
    return name in stream || name in socket;
  },
  get(stream, name) {
    switch (name) {
      case 'on':
      case 'once':
      case 'end':
      case 'emit':
      case 'destroy':
        return bound(stream, name);
      case 'writable':
      case 'destroyed':
        return stream[name];
      case 'readable':
        return stream.destroyed ? false : stream[kState].request?.readable ?? stream.readable;
      case 'setTimeout':
        return bound(stream.session ?? stream, name);
      case 'write':
      case 'read':
      case 'pause':
      case 'resume':
        throw new ERR_HTTP2_NO_SOCKET_MANIPULATION();
      default: {
        const target = stream.session !== undefined ? stream.session[kSocket] : stream;
        return bound(target, name);
      }
    }
  },
  getPrototypeOf(stream) {
    return Reflect.getPrototypeOf(stream.session !== undefined ? stream.session[kSocket] : stream);
  },
  set(stream, name, value) {
    switch (name) {
      case 'writable':
      case 'readable':
      case 'destroyed':
      case 'on':
      case 'once':
      case 'end':
      case 'emit':
      case 'destroy':
        stream[name] = value;
        return true;
      case 'setTimeout': {
        (stream.session ?? stream).setTimeout = value;
        return true;
      }
      case 'write':
      case 'read':
      case 'pause':
      case 'resume':
        throw new ERR_HTTP2_NO_SOCKET_MANIPULATION();
      default: {
        const target = stream.session !== undefined ? stream.session[kSocket] : stream;
        target[name] = value;
        return true;
      }
    }
  },
};

module.exports = { sessionProxyHandler, streamProxyHandler };
