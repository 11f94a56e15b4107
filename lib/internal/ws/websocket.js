// SPDX-License-Identifier: MIT
// class WebSocket: one end of a connection, of a server or of a client. API of the npm package `ws`.
'use strict';

const EventEmitter = require('events');
const { ErrnoException } = require('internal/errors');
const { mixInto } = require('internal/ws/event_target');
const binding = internalBinding('ws');
const { kOwner } = require('internal/ws/owner');
const { isBlob } = require('internal/blob');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');

const CONNECTING = 0, OPEN = 1, CLOSING = 2, CLOSED = 3;
const readyStates = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'];
const TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10;
const CONTINUATION = 0;
const NOT_FINAL = 0x10, NOT_MASKED = 0x20, MASKED = 0x40; // bits beside the opcode
const DEFAULT_CLOSE_TIMEOUT = 30_000;
const DEFAULT_QUEUE_LIMIT = 16 * 1024 * 1024;
const EMPTY = Buffer.alloc(0);
const noop = () => {};

const { WebSocketConnection } = binding;

// What most connections listen to: properties of an object, where EventEmitter's own begins as a dictionary.
function Listeners() {
  this.message = undefined;
  this.close = undefined;
  this.error = undefined;
}
Listeners.prototype = { __proto__: null };

class WebSocket extends EventEmitter {
  /**
   * A client. Servers make their sockets with `address` null.
   * @param {string | URL | null} address ws:, wss:, http:, https: or ws+unix:
   * @param {string | string[]} [protocols]
   * @param {object} [options] handshakeTimeout (ms), maxPayload (bytes, default 100 MiB), perMessageDeflate,
   *   followRedirects, maxRedirects, origin, headers, skipUTF8Validation, autoPong, closeTimeout (ms, default 30 s),
   *   maxQueuedBytes (default 16 MiB; 0: no limit), and all of http.request's
   */
  constructor(address, protocols, options) {
    super();
    this._events = new Listeners();
    this._closeFrameReceived = false;
    this._closeFrameSent = false;
    this._closeTimeout = DEFAULT_CLOSE_TIMEOUT;
    this._readyState = CONNECTING;
    this._connection = null;
    this._socket = null;
    this._native = false;
    this._isServer = address === null;
    this._autoPong = true;
    this._limit = DEFAULT_QUEUE_LIMIT;
    this._queued = 0;
    if (address === null) {
      this._autoPong = options?.autoPong ?? true;
      this._closeTimeout = options?.closeTimeout ?? DEFAULT_CLOSE_TIMEOUT;
    } else {
      require('internal/ws/client').connect(this, address, protocols, options);
    }
  }

  eventNames() { return super.eventNames().filter((name) => this._events[name] !== undefined); }

  get binaryType() { return this._binaryType; }
  set binaryType(type) {
    if (type === 'nodebuffer' || type === 'arraybuffer' || type === 'fragments' || type === 'blob') this._binaryType = type;
  }

  /** Bytes given to send() that have not reached the kernel. */
  get bufferedAmount() {
    if (this._connection === null) return this._lostBytes;
    const queued = this._native ? this._connection.queued() : this._socket.writableLength;
    return this._lostBytes + this._blobBytes + queued;
  }

  get extensions() { return this._extensions; }
  get isPaused() { return this._paused; }
  get protocol() { return this._protocol; }
  get readyState() { return this._readyState; }
  get url() { return this._url; }

  /**
   * The handshake is done: frames from here on.
   * @param {import('stream').Duplex} socket
   * @param {Buffer} head bytes that came after the handshake
   * @param {object} options allowSynchronousEvents, maxPayload, skipUTF8Validation, maxQueuedBytes, deflate (what was agreed on, or null), threshold,
   *   level, memLevel
   */
  setSocket(socket, head, options) {
    const { deflate } = options;
    const server = this._isServer;
    const max = Number(options.maxPayload) || 0;
    const together = options.allowSynchronousEvents ?? true; // messages of one read, without ticks in between
    this._limit = options.maxQueuedBytes ?? DEFAULT_QUEUE_LIMIT;
    const connection = this._connection = deflate ?
      new WebSocketConnection(server, max, !options.skipUTF8Validation, this._limit, together, options.threshold,
                              deflate.outTakeover, deflate.inTakeover, deflate.outBits, options.level ?? -1,
                              options.memLevel ?? 8) :
      new WebSocketConnection(server, max, !options.skipUTF8Validation, this._limit, together);
    connection[kOwner] = this;
    if (deflate) {
      this._threshold = options.threshold;
      if (!deflate.outTakeover) this._frameKey = `${deflate.outBits},${options.level},${options.memLevel}`;
    }
    this._socket = socket;
    if (socket.setTimeout) socket.setTimeout(0);
    if (socket.setNoDelay) socket.setNoDelay();
    socket.on('close', onSocketClose);
    socket.on('error', onSocketError);
    socket[kOwner] = this;
    const handle = socket._handle;
    // What lies in the socket's own buffer came before what C is going to read.
    const early = socket.readableLength > 0 ? socket.read() : null;
    this._readyState = OPEN;
    if (handle && typeof handle === 'object' && connection.attach(handle)) {
      this._native = true;
      handle.reading = true;
      // TLS may have decrypted something: not before somebody listens.
      if (socket.encrypted) setImmediate(readStart, connection);
      else connection.readStart();
    } else {
      socket.on('data', onSocketData);
      socket.on('end', onSocketEnd);
    }
    if (this._earlyTopics !== null) require('internal/ws/topics').subscribeEarly(this);
    if (!this._isServer) this.emit('open');
    // Frames that came with the handshake wait until somebody listens.
    if (head !== undefined && head.length > 0) connection.feed(head);
    if (early !== null) connection.feed(early);
  }

  /** Reads no more until resume(): back-pressure for the peer. */
  pause() {
    if (this._readyState === CONNECTING || this._readyState === CLOSED) return;
    this._paused = true;
    this._pauseReading();
  }

  _pauseReading() {
    this._connection.pause();
    if (!this._native) this._socket.pause();
  }

  resume() {
    if (this._readyState === CONNECTING || this._readyState === CLOSED) return;
    this._paused = false;
    this._connection.resume();
    if (!this._native) this._socket.resume();
  }

  /**
   * @param {string | Buffer | ArrayBuffer | ArrayBufferView | Blob | number} data
   * @param {{ binary?: boolean, compress?: boolean, fin?: boolean }} [options]
   * @param {(error?: Error) => void} [callback] when the message has reached the kernel
   */
  send(data, options, callback) {
    if (this._readyState === CONNECTING) throw new Error('WebSocket is not open: readyState 0 (CONNECTING)');
    if (typeof options === 'function') {
      callback = options;
      options = undefined;
    }
    if (typeof data === 'number') data = String(data);
    if (this._readyState !== OPEN) return sendAfterClose(this, data, callback);
    if (data !== '') data ||= EMPTY;
    if (typeof data !== 'string' && !isArrayBufferView(data) && !isAnyArrayBuffer(data)) {
      if (isBlob(data)) return this._sendBlob(data, options, callback);
      data = Buffer.from(data);
    }
    if (this._blobs !== null) {
      this._blobs.push(() => this._send(data, options, callback));
      this._blobBytes += byteLengthOf(data);
      return;
    }
    this._send(data, options, callback);
  }

  _send(data, options, callback) {
    let opcode = typeof data === 'string' ? TEXT : BINARY;
    let compress = this._threshold !== Infinity;
    if (options !== undefined && options !== null) {
      if (options.binary !== undefined) opcode = options.binary ? BINARY : TEXT;
      if (options.compress === false) compress = false;
      if (options.fin === false || this._fragmenting) {
        compress = false;
        if (this._fragmenting) opcode = CONTINUATION;
        this._fragmenting = options.fin === false;
        setSlow(this);
        if (this._fragmenting) opcode |= NOT_FINAL;
      }
      if (options.mask !== undefined) opcode |= options.mask ? MASKED : NOT_MASKED;
    } else if (this._fragmenting) {
      opcode = CONTINUATION;
      this._fragmenting = false;
      setSlow(this);
      compress = false;
    }
    if (compress) compress = (typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength) >= this._threshold;
    this._write(opcode, data, compress, callback);
  }

  _write(opcode, data, compress, callback) {
    if (this._queued > this._limit && this._limit > 0 && (opcode & 15) < CLOSE) {
      this._queued = this.bufferedAmount;
      if (this._queued > this._limit) {
        dropSlowPeer(this, callback);
        return;
      }
    }
    let mask;
    if (this._generateMask !== undefined) this._generateMask(mask = Buffer.alloc(4));
    if (!this._native) {
      const frame = this._connection.encode(opcode, data, compress, mask);
      if (frame === undefined) throw new RangeError('WebSocket message too large');
      this._writeFrame(frame, callback);
      return;
    }
    const result = this._connection.send(opcode, data, compress, mask);
    if (result < 0) {
      if (callback) process.nextTick(callback, new ErrnoException(result, 'write'));
      return;
    }
    this._queued = result;
    if (callback) this._whenWritten(callback);
  }

  /** A frame that encode() has made, to a socket that JavaScript writes. */
  _writeFrame(frame, callback) {
    const socket = this._socket;
    if (!this._corked) { // frames of one turn leave together
      this._corked = true;
      socket.cork();
      process.nextTick(uncork, this);
    }
    socket.write(frame, callback);
    this._queued = socket.writableLength;
  }

  _whenWritten(callback) {
    if (this._callbacks === null) {
      this._callbacks = [];
      this._connection.wantDrain();
    }
    this._callbacks.push(callback);
  }

  // A Blob has to be read first; everything after it waits in this._blobs, so that the order stays.
  _sendBlob(blob, options, callback) {
    this._blobBytes += blob.size;
    if (this._blobs !== null) {
      this._blobs.push(() => this._readBlob(blob, options, callback));
      return;
    }
    this._blobs = [];
    setSlow(this);
    this._readBlob(blob, options, callback).then(() => nextBlob(this));
  }

  async _readBlob(blob, options, callback) {
    let data;
    try {
      data = await blob.arrayBuffer();
    } catch (error) {
      process.nextTick(blobFailed, this, error, callback);
      return;
    }
    if (this._socket.destroyed || this._readyState === CLOSED) {
      const error = new Error('The socket was closed while the blob was being read');
      if (callback) process.nextTick(callback, error);
      return;
    }
    this._send(data, { binary: true, ...options }, callback);
  }

  /** @param {string | Buffer | number} [data] at most 125 bytes @param {boolean} [mask] @param {Function} [callback] */
  ping(data, mask, callback) { control(this, PING, data, mask, callback); }
  pong(data, mask, callback) { control(this, PONG, data, mask, callback); }

  /**
   * Begins the closing handshake (RFC 6455 §7.1.2); without an answer the socket is destroyed after closeTimeout.
   * @param {number} [code] 1000..1014 or 3000..4999 @param {string | Buffer} [reason] at most 123 bytes
   */
  close(code, reason) {
    if (this._readyState === CLOSED) return;
    if (this._readyState === CONNECTING) {
      require('internal/ws/client').abort(this, 'WebSocket was closed before the connection was established');
      return;
    }
    if (this._readyState === CLOSING) {
      if (this._closeFrameSent && (this._closeFrameReceived || this._failed)) endSocket(this);
      return;
    }
    const payload = closePayload(code, reason);
    setClosing(this);
    if (this._blobs !== null) this._blobs.push(() => sendClose(this, payload));
    else sendClose(this, payload);
    this._closeTimer ??= setTimeout(destroySocket, this._closeTimeout, this._socket);
  }

  /** Ends the connection at once, without a closing handshake. */
  terminate() {
    if (this._readyState === CLOSED) return;
    if (this._readyState === CONNECTING) {
      require('internal/ws/client').abort(this, 'WebSocket was closed before the connection was established');
      return;
    }
    if (this._socket !== null) {
      setClosing(this);
      if (this._native) this._connection.flush();
      this._socket.destroy();
    }
  }

  /** Messages published to `topic` are sent to this socket from now on. Topics end with the socket. */
  subscribe(topic) { require('internal/ws/topics').subscribe(this, topic); }
  unsubscribe(topic) { require('internal/ws/topics').unsubscribe(this, topic); }
  isSubscribed(topic) { return require('internal/ws/topics').isSubscribed(this, topic); }
  /** To all subscribers of `topic` but this one, in all workers of a cluster. */
  publish(topic, data, options) { return require('internal/ws/topics').publish(topic, data, options, this); }

  /** Used by the client's handshake: no connection has come about. */
  emitClose() {
    if (this._readyState === CLOSED) return;
    this._readyState = CLOSED;
    if (this._connection !== null) {
      const empty = this._connection.leaveTopics();
      if (empty !== undefined) require('internal/ws/topics').forget(empty);
      this._connection.detach();
    }
    if (this._callbacks !== null) flushCallbacks(this, new Error('WebSocket is not open: readyState 3 (CLOSED)'));
    this.emit('close', this._closeCode, this._closeMessage);
  }
}

// What stays as it is for most connections takes no room in each of them.
Object.assign(WebSocket.prototype, {
  _binaryType: 'nodebuffer',
  _closeCode: 1006,
  _closeMessage: EMPTY,
  _closeTimer: null,
  _errorEmitted: false,
  _failed: false, // the peer broke the protocol
  _extensions: '',
  _paused: false,
  _protocol: '',
  _threshold: Infinity, // bytes from which a message is compressed
  _frameKey: undefined, // connections of the same key can share a compressed frame
  _lostBytes: 0, // what send() took after the end
  _callbacks: null,
  _corked: false,
  _fragmenting: false,
  _blobs: null, // what waits for a Blob before it
  _blobBytes: 0,
  _generateMask: undefined,
  _earlyTopics: null, // what was subscribed to before it was open
});
mixInto(WebSocket.prototype);
readyStates.forEach((name, value) => {
  const property = { __proto__: null, value, enumerable: true };
  Object.defineProperty(WebSocket, name, property);
  Object.defineProperty(WebSocket.prototype, name, property);
});
for (const name of ['binaryType', 'bufferedAmount', 'extensions', 'isPaused', 'protocol', 'readyState', 'url']) {
  Object.defineProperty(WebSocket.prototype, name, { __proto__: null, enumerable: true });
}

/** From now on nothing more that is published reaches it. */
function setClosing(ws) {
  ws._readyState = CLOSING;
  ws._connection.close();
}

/** Whether what is published has to wait for something that only JavaScript knows. */
function setSlow(ws) { ws._connection.slow(ws._blobs !== null || ws._fragmenting); }

function sendClose(ws, payload) {
  ws._write(CLOSE, payload, false, undefined);
  ws._closeFrameSent = true;
  if (ws._closeFrameReceived || ws._failed) endSocket(ws);
}

async function nextBlob(ws) {
  while (ws._blobs !== null && ws._blobs.length > 0) await ws._blobs.shift()();
  ws._blobs = null;
  ws._blobBytes = 0;
  setSlow(ws);
}

function blobFailed(ws, error, callback) {
  if (callback) callback(error);
  ws._blobs = null;
  if (ws._readyState === CLOSED) return;
  if (ws._readyState === OPEN) {
    setClosing(ws);
    ws._closeTimer ??= setTimeout(destroySocket, ws._closeTimeout, ws._socket);
  }
  endSocket(ws);
  if (ws._errorEmitted) return;
  ws._errorEmitted = true;
  ws.emit('error', error);
}

// ---- sending -------------------------------------------------------------------------------------------------

function uncork(ws) {
  ws._corked = false;
  ws._socket.uncork();
}

function byteLengthOf(data) {
  if (typeof data === 'string') return Buffer.byteLength(data);
  return data.byteLength ?? data.size ?? Buffer.from(data).length;
}

function sendAfterClose(ws, data, callback) {
  if (data) ws._lostBytes += byteLengthOf(data);
  if (!callback) return;
  const state = ws._readyState;
  process.nextTick(callback, new Error(`WebSocket is not open: readyState ${state} (${readyStates[state]})`));
}

function control(ws, opcode, data, mask, callback) {
  if (ws._readyState === CONNECTING) throw new Error('WebSocket is not open: readyState 0 (CONNECTING)');
  if (typeof data === 'function') {
    callback = data;
    data = undefined;
    mask = undefined;
  } else if (typeof mask === 'function') {
    callback = mask;
    mask = undefined;
  }
  if (typeof data === 'number') data = String(data);
  if (ws._readyState !== OPEN) return sendAfterClose(ws, data, callback);
  data ??= EMPTY;
  if (typeof data !== 'string' && !isArrayBufferView(data) && !isAnyArrayBuffer(data)) data = Buffer.from(data);
  if (byteLengthOf(data) > 125) throw new RangeError('The data size must not be greater than 125 bytes');
  if (mask !== undefined) opcode |= mask ? MASKED : NOT_MASKED;
  if (ws._blobs !== null) ws._blobs.push(() => ws._write(opcode, data, false, callback));
  else ws._write(opcode, data, false, callback);
}

function closePayload(code, reason) {
  if (code === undefined) return EMPTY;
  if (typeof code !== 'number' || !isCloseCode(code)) throw new TypeError('First argument must be a valid error code number');
  if (reason === undefined || !reason.length) {
    const payload = Buffer.allocUnsafe(2);
    payload.writeUInt16BE(code, 0);
    return payload;
  }
  const length = Buffer.byteLength(reason);
  if (length > 123) throw new RangeError('The message must not be greater than 123 bytes');
  const payload = Buffer.allocUnsafe(2 + length);
  payload.writeUInt16BE(code, 0);
  if (typeof reason === 'string') payload.write(reason, 2);
  else payload.set(reason, 2);
  return payload;
}

function isCloseCode(code) {
  return (code >= 1000 && code <= 1014 && code !== 1004 && code !== 1005 && code !== 1006) || (code >= 3000 && code <= 4999);
}

// A peer that does not take what it is sent must not fill our memory.
function dropSlowPeer(ws, callback) {
  ws._closeMessage = Buffer.from(`more than ${ws._limit} bytes are waiting for the peer`);
  ws.terminate();
  if (callback) process.nextTick(callback, new Error(`WebSocket is closed: ${ws._closeMessage}`));
}

function flushCallbacks(ws, error) {
  const callbacks = ws._callbacks;
  ws._callbacks = null;
  let i = 0;
  try {
    while (i < callbacks.length) callbacks[i++](error);
  } finally { // one that throws does not keep the others from being called
    if (i < callbacks.length) process.nextTick(callRest, callbacks.slice(i), error);
  }
}

function callRest(callbacks, error) { flushCallbacks({ _callbacks: callbacks }, error); }

// ---- the socket ----------------------------------------------------------------------------------------------

function endSocket(ws) {
  if (ws._native) ws._connection.flush();
  ws._socket.end();
}

function destroySocket(socket) { socket.destroy(); }

function readStart(connection) { connection.readStart(); }

function onSocketClose() {
  const ws = this[kOwner];
  this.removeListener('close', onSocketClose);
  this.removeListener('data', onSocketData);
  this.removeListener('end', onSocketEnd);
  setClosing(ws);
  clearTimeout(ws._closeTimer);
  ws.emitClose();
}

function onSocketError() {
  const ws = this[kOwner];
  this.removeListener('error', onSocketError);
  this.on('error', noop);
  setClosing(ws);
  this.destroy();
}

function onSocketData(chunk) { this[kOwner]._connection.feed(chunk); }

function onSocketEnd() {
  const ws = this[kOwner];
  setClosing(ws);
  this.end();
}

// ---- from C: `this` is the connection ------------------------------------------------------------------------

function onMessage(data, isBinary) {
  const ws = this[kOwner];
  if (ws._readyState !== OPEN && ws._readyState !== CLOSING) return;
  if (isBinary && ws._binaryType !== 'nodebuffer') {
    if (ws._binaryType === 'arraybuffer') {
      data = data.byteLength === data.buffer.byteLength ? data.buffer :
        data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
    } else if (ws._binaryType === 'blob') {
      data = new Blob([data]);
    } else {
      data = [data];
    }
  }
  ws.emit('message', data, isBinary);
}

function onControl(opcode, data) {
  const ws = this[kOwner];
  if (opcode === PING) {
    if (ws._autoPong && ws._readyState === OPEN) ws._write(PONG, data, false, undefined);
    ws.emit('ping', data);
  } else if (opcode === PONG) {
    ws.emit('pong', data);
  } else {
    ws._closeFrameReceived = true;
    ws._closeMessage = data.length > 2 ? data.subarray(2) : EMPTY;
    ws._closeCode = data.length >= 2 ? data.readUInt16BE(0) : 1005;
    if (ws._socket === null || ws._readyState === CLOSED) return;
    if (ws._closeCode === 1005) ws.close();
    else ws.close(ws._closeCode, ws._closeMessage);
  }
}

function onError(code, message, closeCode, isRange) {
  const ws = this[kOwner];
  const error = isRange ? new RangeError(message) : new Error(message);
  error.code = code;
  ws._failed = true;
  if (ws._readyState === OPEN) ws.close(closeCode);
  else if (ws._socket !== null) endSocket(ws);
  if (!ws._errorEmitted) {
    ws._errorEmitted = true;
    ws.emit('error', error);
  }
}

// The end of the native stream: 0, or an error's number.
function onEnd(status) {
  const ws = this[kOwner];
  const socket = ws._socket;
  if (ws._readyState === CLOSED) return;
  setClosing(ws);
  if (status !== 0) {
    socket.destroy(new ErrnoException(status, 'read'));
    return;
  }
  this.flush();
  socket.push(null);
  socket.resume();
  socket.end();
}

function onDrain() {
  const ws = this[kOwner];
  ws._queued = 0;
  if (ws._callbacks !== null) flushCallbacks(ws, null);
}

binding.setCallbacks([onMessage, onControl, onError, onEnd, onDrain]);

module.exports = WebSocket;
