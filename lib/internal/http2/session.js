// SPDX-License-Identifier: MIT
// Http2Session: what sessions of both sides have in common. The protocol is in C (src/http2); what C tells comes
// in through session_events.js.
'use strict';

const EventEmitter = require('events');
const { Session } = internalBinding('http2');
const {
  kBoundSession, kFlags, kHandle, kMaybeDestroy, kOwner, kProxySocket, kSocket, kState,
} = require('internal/http2/symbols');
const { NghttpError } = require('internal/http2/errors');
const { sessionProxyHandler } = require('internal/http2/socket_proxy');
const { fromValues, toList, validateSettings } = require('internal/http2/settings');
const { attachTransport } = require('internal/http2/transport');
const debug = require('internal/http2/debug');
const perf = require('internal/http2/perf');
const { NGHTTP2_CANCEL, NGHTTP2_INTERNAL_ERROR, NGHTTP2_NO_ERROR } = require('internal/http2/constants');
const {
  codes: {
    ERR_HTTP2_INVALID_SESSION, ERR_HTTP2_MAX_PENDING_SETTINGS_ACK, ERR_HTTP2_PING_CANCEL, ERR_HTTP2_PING_LENGTH,
    ERR_HTTP2_SESSION_ERROR, ERR_HTTP2_SETTINGS_CANCEL, ERR_HTTP2_SOCKET_BOUND, ERR_HTTP2_STREAM_CANCEL,
    ERR_OUT_OF_RANGE, ERR_SOCKET_CLOSED,
  },
} = require('internal/errors');
const { kUpdateTimer, setStreamTimeout } = require('internal/stream_base_commons');
const { kTimeout } = require('internal/timers');
const {
  validateBuffer, validateFunction, validateInt32, validateNumber, validateObject,
} = require('internal/validators');
const { Buffer } = require('buffer');

const { AsyncResource } = require('async_hooks');

const { nextTick } = process;
const READY = 1, CLOSED = 2, DESTROYED = 4;
const MAX_STREAM = 2 ** 32 - 1;

const manual = { requireManualDestroy: true };
const zeros = Buffer.alloc(8);

function emitClose(session, error) {
  if (error) session.emit('error', error);
  session.emit('close');
}

// ---- the socket: `this` -----------------------------------------------------------------------------------------

function onSocketError(error) {
  const session = this[kBoundSession];
  if (session === undefined) return;
  // A peer that has said good-bye may reset the connection.
  if (error.code === 'ECONNRESET' && session[kState].goawayCode === NGHTTP2_NO_ERROR) session.destroy();
  else session.destroy(error);
}

function onSocketClose() {
  const session = this[kBoundSession];
  if (session === undefined) return;
  const error = session.connecting ? new ERR_SOCKET_CLOSED() : null;
  const { streams, pendingStreams } = session[kState];
  for (const stream of [...streams.values()]) stream.close(NGHTTP2_CANCEL);
  for (const stream of [...pendingStreams]) stream.close(NGHTTP2_CANCEL);
  session.close();
  closeSession(session, NGHTTP2_NO_ERROR, error);
}

// ---- the end -----------------------------------------------------------------------------------------------------

function detachSocket(session) {
  const socket = session[kSocket];
  session[kProxySocket] = undefined;
  session[kSocket] = undefined;
  session[kHandle] = undefined;
  if (socket !== undefined) {
    socket[kBoundSession] = undefined;
  }
  return socket;
}

function finishClose(session, error) {
  const socket = detachSocket(session);
  if (socket === undefined || socket.destroyed) {
    nextTick(emitClose, session, error);
    return;
  }
  socket.on('close', () => emitClose(session, error));
  if (session.closed && !error) {
    // What has been written still has to go; then the peer closes, or does not.
    socket.resume();
    socket.end(() => setImmediate(() => socket.destroy()));
  } else {
    socket.destroy(error);
  }
}

/** Calls back a ping or settings in the context in which they were sent. */
function tell(entry, ...args) {
  const { callback, resource } = entry;
  if (callback === undefined) return;
  resource.runInAsyncScope(callback, undefined, ...args);
  resource.emitDestroy();
}

function cancelPending(state) {
  const { pings, settingsWaiting } = state;
  state.pings = [];
  state.settingsWaiting = [];
  for (const ping of pings) tell(ping, new ERR_HTTP2_PING_CANCEL());
  for (const entry of settingsWaiting) tell(entry, new ERR_HTTP2_SETTINGS_CANCEL());
}

function closeSession(session, code, error) {
  const state = session[kState];
  if ((session[kFlags] & DESTROYED) !== 0) return;
  session[kFlags] |= DESTROYED;
  state.destroyCode = code;
  session.setTimeout(0);
  const handle = session[kHandle], socket = session[kSocket];
  if (state.pendingStreams.size > 0 || state.streams.size > 0) {
    const cancel = new ERR_HTTP2_STREAM_CANCEL(error);
    for (const stream of [...state.pendingStreams]) stream.destroy(cancel);
    // Each but the last is reset by itself; that one GOAWAY ends.
    const streams = [...state.streams.values()], last = streams.length - 1;
    streams.forEach((stream, i) => {
      state.resets = i < last && socket !== undefined && !socket.destroyed;
      stream.destroy(error);
    });
  }
  if (handle !== undefined) {
    perf.sessionEnd(session, handle, session.type === 0);
    handle.destroy(code, socket === undefined || socket.destroyed);
  }
  cancelPending(state);
  finishClose(session, error);
}

// ---- the class -----------------------------------------------------------------------------------------------------

class Http2Session extends EventEmitter {
  /**
   * @param {number} type 0: server, 1: client
   * @param {object} options checked
   * @param {Duplex} socket connected or connecting
   */
  constructor(type, options, socket) {
    super();
    if (socket[kBoundSession] !== undefined) throw new ERR_HTTP2_SOCKET_BOUND();
    socket[kBoundSession] = this;
    this[kFlags] = 0;
    this[kState] = {
      type,
      options,
      encrypted: undefined,
      alpnProtocol: undefined,
      destroyCode: NGHTTP2_NO_ERROR,
      goawayCode: null,
      goawaySent: false, // on the program's behalf
      goawayLastStreamID: null,
      streams: new Map(),
      leaving: false, // closed in this turn of the loop
      resets: false, // of streams that end with the session
      pendingStreams: new Set(),
      pings: [],
      settingsWaiting: [],
      pendingAcks: 0,
      localSettings: undefined,
      remoteSettings: undefined,
      originSet: undefined,
      strictSingle: options.strictSingleValueFields !== false,
      pingRTT: 0,
      perfStart: perf.observed() ? perf.now() : undefined,
      sentAtTimeout: 0,
    };
    this[kProxySocket] = null;
    this[kSocket] = socket;
    this[kTimeout] = null;
    this[kHandle] = undefined;
    socket.on('error', onSocketError);
    socket.on('close', onSocketClose);
    if (typeof socket.disableRenegotiation === 'function') socket.disableRenegotiation();
    const settings = options.settings ?? {};
    if (socket.connecting || socket.secureConnecting) {
      const event = socket.secureConnecting || socket.encrypted ? 'secureConnect' : 'connect';
      socket.once(event, () => this._begin(settings));
    } else {
      this._begin(settings);
    }
  }

  _begin(settings) {
    const socket = this[kSocket], state = this[kState];
    if (this.destroyed || socket === undefined) return;
    state.encrypted = Boolean(socket.encrypted);
    state.alpnProtocol = state.encrypted ? socket.alpnProtocol || undefined : 'h2c';
    const handle = new Session(state.type === 0, state.options);
    handle[kOwner] = this;
    this[kHandle] = handle;
    if (debug.enabled) debug.session(this, handle, `created over ${state.alpnProtocol}`);
    attachTransport(handle, socket);
    this[kFlags] |= READY;
    this._submitSettings(settings, undefined);
    nextTick(() => {
      if (this[kSocket] === undefined) return;
      this.emit('connect', this, socket);
    });
  }

  [require('internal/util').customInspectSymbol](depth, options) {
    const { inspect } = require('internal/util/inspect');
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = {
      type: this.type, closed: this.closed, destroyed: this.destroyed, state: this.state,
      localSettings: this.localSettings, remoteSettings: this.remoteSettings,
    };
    return `Http2Session ${inspect(shown, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  // ---- what it looks like ------------------------------------------------------------------------------------

  /** @returns {boolean|undefined} undefined until there is a connection */
  get encrypted() {
    return this[kState].encrypted;
  }

  /** @returns {string|undefined} 'h2' or 'h2c' */
  get alpnProtocol() {
    return this[kState].alpnProtocol;
  }

  /** Origins this session may be used for; encrypted sessions only. */
  get originSet() {
    if (!this.encrypted || this.destroyed) return undefined;
    return Array.from(originSetOf(this));
  }

  get connecting() {
    return (this[kFlags] & READY) === 0;
  }

  get closed() {
    return (this[kFlags] & CLOSED) !== 0;
  }

  get destroyed() {
    return (this[kFlags] & DESTROYED) !== 0;
  }

  /** A stand-in for the socket, without what would break the protocol. */
  get socket() {
    const proxy = this[kProxySocket];
    if (proxy === null) return this[kProxySocket] = new Proxy(this, sessionProxyHandler);
    return proxy;
  }

  /** @returns {number|undefined} 0: server, 1: client */
  get type() {
    return this[kState].type;
  }

  get goawayCode() {
    return this[kState].goawayCode || NGHTTP2_NO_ERROR;
  }

  get goawayLastStreamID() {
    return this[kState].goawayLastStreamID || 0;
  }

  /** Whether settings of ours have not been acknowledged yet. */
  get pendingSettingsAck() {
    return this[kState].pendingAcks > 0;
  }

  get state() {
    const v = this.connecting || this.destroyed ? undefined : this[kHandle]?.state();
    if (v === undefined) return {};
    return {
      effectiveLocalWindowSize: v[0], effectiveRecvDataLength: v[1], nextStreamID: v[2], localWindowSize: v[3],
      lastProcStreamID: v[4], remoteWindowSize: v[5], outboundQueueSize: v[6], deflateDynamicTableSize: v[7],
      inflateDynamicTableSize: v[8],
    };
  }

  /** What the other side has acknowledged. */
  get localSettings() {
    const state = this[kState];
    if (state.localSettings !== undefined) return state.localSettings;
    if (this.destroyed || this.connecting) return {};
    return state.localSettings = fromValues(this[kHandle].localSettings(), state.localCustom);
  }

  /** What the other side has asked for. */
  get remoteSettings() {
    const state = this[kState];
    if (state.remoteSettings !== undefined) return state.remoteSettings;
    if (this.destroyed || this.connecting) return {};
    return state.remoteSettings = fromValues(this[kHandle].remoteSettings(), state.remoteCustom);
  }

  // ---- controls --------------------------------------------------------------------------------------------------

  /** @param {number} id of the next stream that this side begins */
  setNextStreamID(id) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    validateNumber(id, 'id');
    if (id <= 0 || id > MAX_STREAM) throw new ERR_OUT_OF_RANGE('id', `> 0 and <= ${MAX_STREAM}`, id);
    this[kHandle].setNextStreamID(id);
  }

  /** @param {number} windowSize of the connection, in bytes */
  setLocalWindowSize(windowSize) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    validateInt32(windowSize, 'windowSize', 0);
    const code = this[kHandle].setLocalWindowSize(windowSize);
    if (code !== 0) this.destroy(new NghttpError(code));
  }

  /**
   * @param {Buffer} [payload] of 8 bytes
   * @param {(err, duration: number, payload: Buffer) => void} callback
   * @returns {boolean|undefined} whether it will be sent; undefined if the session is not open
   */
  ping(payload, callback) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    if (typeof payload === 'function') {
      callback = payload;
      payload = undefined;
    }
    if (payload) {
      validateBuffer(payload, 'payload');
      if (payload.byteLength !== 8) throw new ERR_HTTP2_PING_LENGTH();
    }
    validateFunction(callback, 'callback');
    const state = this[kState];
    if (this.connecting || this.closed) {
      nextTick(callback, new ERR_HTTP2_PING_CANCEL());
      return undefined;
    }
    const ping = { callback, start: perf.now(), resource: new AsyncResource('HTTP2PING', manual) };
    if (state.pings.length >= (state.options.maxOutstandingPings ?? 10)) {
      nextTick(tell, ping, new ERR_HTTP2_PING_CANCEL());
      return false;
    }
    const bytes = Buffer.from(payload === undefined ? zeros : payload.buffer.slice(payload.byteOffset, payload.byteOffset + 8));
    state.pings.push(ping);
    return this[kHandle].ping(bytes) === 0;
  }

  _pinged(payload, isAck) {
    if (!isAck) {
      this.emit('ping', payload);
      return;
    }
    const ping = this[kState].pings.shift();
    if (ping === undefined) {
      // Nobody sends answers that nobody has asked for.
      this.destroy(new NghttpError(-505));
      return;
    }
    const duration = perf.now() - ping.start;
    this[kState].pingRTT = duration;
    tell(ping, null, duration, payload);
  }

  /**
   * @param {object} [settings] to send
   * @param {(err, settings: object, duration: number) => void} [callback]
   */
  settings(settings, callback) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    if (settings !== undefined) validateObject(settings, 'settings', 0);
    validateSettings(settings);
    callback ||= undefined;
    if (callback !== undefined) validateFunction(callback, 'callback');
    const copy = { ...settings };
    if (this.connecting) this.once('connect', () => this._submitSettings(copy, callback));
    else this._submitSettings(copy, callback);
  }

  _submitSettings(settings, callback) {
    if (this.destroyed) return;
    const state = this[kState];
    const max = state.options.maxOutstandingSettings ?? 10;
    state.pendingAcks++;
    if (state.settingsWaiting.length >= max || this[kHandle].settings(toList(settings)) !== 0) {
      callback?.(new ERR_HTTP2_MAX_PENDING_SETTINGS_ACK());
      this.destroy(new ERR_HTTP2_MAX_PENDING_SETTINGS_ACK());
      return;
    }
    const resource = callback === undefined ? undefined : new AsyncResource('HTTP2SETTINGS', manual);
    state.settingsWaiting.push({ callback, start: perf.now(), resource });
    if (settings.customSettings !== undefined) {
      Object.assign(state.localCustom ??= {}, settings.customSettings);
      state.localSettings = undefined;
    }
    this[kUpdateTimer]();
  }

  _settingsReceived(isAck, values, list) {
    const state = this[kState];
    this[kUpdateTimer]();
    if (!isAck) {
      keepCustom(state, list);
      state.remoteSettings = fromValues(values, state.remoteCustom);
      this.emit('remoteSettings', state.remoteSettings);
      return;
    }
    state.pendingAcks--;
    const entry = state.settingsWaiting.shift();
    if (entry === undefined) return;
    const localSettings = state.localSettings = fromValues(values, state.localCustom);
    tell(entry, null, localSettings, perf.now() - entry.start);
    this.emit('localSettings', localSettings);
  }

  /**
   * Tells the other side to begin no more streams.
   * @param {number} [code] default NGHTTP2_NO_ERROR
   * @param {number} [lastStreamID] default: the last one that has been looked at
   * @param {Buffer} [opaqueData]
   */
  goaway(code = NGHTTP2_NO_ERROR, lastStreamID = 0, opaqueData) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    if (opaqueData !== undefined) validateBuffer(opaqueData, 'opaqueData');
    validateNumber(code, 'code');
    validateNumber(lastStreamID, 'lastStreamID');
    const send = () => {
      this[kState].goawaySent = true;
      this[kHandle]?.goaway(code, lastStreamID, opaqueData);
    };
    if (this.connecting) this.once('connect', send);
    else send();
  }

  ref() {
    this[kSocket]?.ref?.();
  }

  unref() {
    this[kSocket]?.unref?.();
  }

  // ---- the end --------------------------------------------------------------------------------------------------------

  /**
   * At once, with all its streams.
   * @param {Error|number} [error] or a code
   * @param {number} [code] for GOAWAY
   */
  destroy(error = NGHTTP2_NO_ERROR, code) {
    if (this.destroyed) return;
    if (typeof error === 'number') {
      code = error;
      error = code !== NGHTTP2_NO_ERROR ? new ERR_HTTP2_SESSION_ERROR(code) : undefined;
    }
    if (code === undefined && error != null) code = NGHTTP2_INTERNAL_ERROR;
    closeSession(this, code ?? NGHTTP2_NO_ERROR, error);
  }

  /** When the streams that are open have ended. @param {Function} [callback] of 'close' */
  close(callback) {
    if (this.closed || this.destroyed) return;
    this[kFlags] |= CLOSED;
    if (typeof callback === 'function') this.once('close', callback);
    this.goaway();
    const handle = this[kHandle];
    if (handle === undefined) {
      this[kMaybeDestroy]();
    } else {
      handle.flush();
      const state = this[kState];
      state.leaving = true; // what the other side has sent in the same read comes first
      setImmediate(() => {
        state.leaving = false;
        this[kMaybeDestroy]();
      });
    }
  }

  [kMaybeDestroy](error) {
    if (error == null) {
      const { leaving, streams, pendingStreams } = this[kState];
      if (!this.closed || leaving || streams.size > 0 || pendingStreams.size > 0 || this[kHandle]?.pending()) return;
    }
    this.destroy(error);
  }

  _onTimeout() {
    if (!this.destroyed && !this._isActive(this)) this.emit('timeout');
  }

  /** Writes that make progress are activity, and so is output that waits for the end of this turn. */
  _isActive(target) {
    const handle = this[kHandle], state = target[kState];
    if (handle === undefined) return false;
    const sent = handle.progress();
    const active = handle.scheduled() || (sent >= 0 && sent !== state.sentAtTimeout);
    if (sent >= 0) state.sentAtTimeout = sent;
    if (active) target[kUpdateTimer]();
    return active;
  }

  [kUpdateTimer]() {
    if (this[kTimeout] !== null && !this.destroyed) this[kTimeout].refresh();
  }

  [EventEmitter.captureRejectionSymbol](error, event, ...args) {
    if (event === 'stream') args[0].destroy(error);
    else this.destroy(error);
  }
}

Object.defineProperty(Http2Session.prototype, 'setTimeout', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  writable: true,
  value: setStreamTimeout,
});

/** Of the settings that no RFC knows, those that the program wants to hear of. */
function keepCustom(state, list) {
  const wanted = state.options.remoteCustomSettings;
  if (wanted === undefined) return;
  for (let i = 0; i < list.length; i += 2) {
    if (wanted.includes(list[i])) (state.remoteCustom ??= {})[list[i]] = list[i + 1];
  }
}

/** The set behind originSet: it begins with where the session was made for. */
function originSetOf(session) {
  const state = session[kState], socket = session[kSocket];
  if (state.originSet !== undefined) return state.originSet;
  state.originSet = new Set();
  let name = socket.servername;
  if (!name) name = socket.remoteFamily === 'IPv6' ? `[${socket.remoteAddress}]` : socket.remoteAddress;
  let origin = `https://${name}`;
  if (socket.remotePort !== undefined && socket.remotePort !== 443) origin += `:${socket.remotePort}`;
  state.originSet.add(origin);
  return state.originSet;
}

module.exports = { Http2Session, originSetOf };
