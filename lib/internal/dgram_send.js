// SPDX-License-Identifier: MIT
// What dgram.Socket's send() does: from what it was given to the kernel.
'use strict';

const { kStateSymbol: kState } = require('internal/dgram');
const {
  ExceptionWithHostPort,
  codes: { ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_IP_BLOCKED },
} = require('internal/errors');
const { isIP } = require('internal/net');
const { isArrayBufferView } = require('internal/util/types');

const CONNECTED = 2; // as in lib/dgram.js

/** The shown name of a pending send. */
class SendWrap {}

function sliceBuffer(buffer, offset, length) {
  if (typeof buffer === 'string') buffer = Buffer.from(buffer);
  else if (!isArrayBufferView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView', 'string'], buffer);
  }
  offset >>>= 0;
  length >>>= 0;
  if (offset > buffer.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (offset + length > buffer.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  return Buffer.from(buffer.buffer, buffer.byteOffset + offset, length);
}

/** An array of strings and views as buffers; null if something else is in it. */
function fixBufferList(list) {
  const out = new Array(list.length);
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    if (typeof item === 'string') out[i] = Buffer.from(item);
    else if (!isArrayBufferView(item)) return null;
    else out[i] = Buffer.from(item.buffer, item.byteOffset, item.byteLength);
  }
  return out;
}

// A send that nothing has to be looked up for.
class Packet {
  constructor(socket, list, port, address, callback) {
    this.socket = socket;
    this.list = list;
    this.port = port;
    this.address = address;
    this.callback = callback;
  }
}

function sendPacket({ socket, list, port, address, callback }) {
  doSend(null, socket, address, list, address, port, callback);
}

/** Whether dns.lookup() would give `address` back as it is: one of the socket's family. */
function isNumeric(state, address) {
  if (address === state.numeric) return true;
  if (!state.handle.lookup.isSystem || isIP(address) !== state.handle.family) return false;
  state.numeric = address;
  return true;
}

function dispatch(socket, list, port, address, callback) {
  const state = socket[kState], { handle } = state;
  if (!handle) return;
  if (state.connectState === CONNECTED) {
    doSend(null, socket, undefined, list, address, port, callback);
  } else if (typeof address === 'string' && isNumeric(state, address)) {
    process.nextTick(sendPacket, new Packet(socket, list, port, address, callback));
  } else {
    handle.lookup(address, (ex, ip) => doSend(ex, socket, ip, list, address, port, callback));
  }
}

function doSend(ex, socket, ip, list, address, port, callback) {
  const state = socket[kState], { handle } = state;
  if (!ex && handle && ip && state.sendBlockList?.check(ip, `ipv${handle.family}`)) {
    if (callback) process.nextTick(callback, new ERR_IP_BLOCKED(ip)); // without one nobody is told, as in Node
    return;
  }
  if (ex) {
    if (typeof callback === 'function') process.nextTick(callback, ex);
    else process.nextTick(() => socket.emit('error', ex));
    return;
  }
  if (!handle) return; // closed meanwhile
  const data = list.length === 1 ? list[0] : list;
  let result = handle.send(data, handle.family, port | 0, ip);
  if (result >= 1) { // gone already
    if (callback) process.nextTick(callback, null, result - 1);
    return;
  }
  if (result === 0) {
    const req = new SendWrap();
    if (callback) {
      req.callback = callback;
      req.address = address;
      req.port = port;
      req.oncomplete = afterSend;
    }
    result = handle.queue(data, handle.family, port | 0, ip, req);
  }
  if (result < 0 && callback) process.nextTick(callback, new ExceptionWithHostPort(result, 'send', address, port));
}

/** Called by C; this = req. */
function afterSend(status, sent) {
  if (status) this.callback(new ExceptionWithHostPort(status, 'send', this.address, this.port), sent);
  else this.callback(null, sent);
}

module.exports = { dispatch, fixBufferList, sliceBuffer };
