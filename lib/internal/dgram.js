// SPDX-License-Identifier: MIT
// What node:dgram and cluster share: making UDP handles. A handle has a look-up function of its own.
'use strict';

const { UDP } = internalBinding('udp_wrap');
const { guessHandleType } = internalBinding('tty_wrap');
const { UV_EINVAL } = internalBinding('uv');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_SOCKET_BAD_TYPE } } = require('internal/errors');
const { validateInt32, validateUint32 } = require('internal/validators');

const kStateSymbol = Symbol('state symbol');

const isInt32 = (value) => value === (value | 0);

function lookup4(lookup, address, callback) {
  return lookup(address || '127.0.0.1', 4, callback);
}

function lookup6(lookup, address, callback) {
  return lookup(address || '::1', 6, callback);
}

/** A handle of kind 'udp4' or 'udp6', with lookup, bind, connect and send for its family. */
function newHandle(type, lookup) {
  if (lookup === undefined) lookup = require('dns').lookup; // a program may have replaced it
  else if (typeof lookup !== 'function') throw new ERR_INVALID_ARG_TYPE('lookup', 'Function', lookup);
  if (type !== 'udp4' && type !== 'udp6') throw new ERR_SOCKET_BAD_TYPE();
  const handle = new UDP(), six = type === 'udp6';
  handle.lookup = (six ? lookup6 : lookup4).bind(handle, lookup);
  handle.lookup.isSystem = lookup === require('internal/dns/lookup').systemLookup;
  handle.family = six ? 6 : 4;
  if (six) {
    handle.bind = handle.bind6;
    handle.connect = handle.connect6;
  }
  return handle;
}

/** For cluster's primary, and socket.bind({ fd }): a bound handle, or a negative error code. */
function _createSocketHandle(address, port, addressType, fd, flags) {
  const handle = newHandle(addressType);
  let err;
  if (isInt32(fd) && fd > 0) {
    err = guessHandleType(fd) !== 'UDP' ? UV_EINVAL : handle.open(fd);
  } else if (port || address) {
    err = handle.bind(address, port || 0, flags);
  }
  if (err) {
    handle.close();
    return err;
  }
  return handle;
}

function checkBufferSizes(receive, send) {
  if (receive) validateUint32(receive, 'options.recvBufferSize');
  if (send) validateUint32(send, 'options.sendBufferSize');
}

/** Keeps the fd entry of bind() honest. */
function checkFd(fd) {
  validateInt32(fd, 'fd', 0);
  const type = guessHandleType(fd);
  if (type !== 'UDP') {
    const { codes: { ERR_INVALID_FD_TYPE } } = require('internal/errors');
    throw new ERR_INVALID_FD_TYPE(type);
  }
}

module.exports = { kStateSymbol, _createSocketHandle, newHandle, checkBufferSizes, checkFd };
