// SPDX-License-Identifier: MIT
// node:net. Sockets and servers over TCP and Unix domain sockets; the work is in internal/net/*.
'use strict';

const { isIP, isIPv4, isIPv6 } = require('internal/net');
const { Socket } = require('internal/net/socket');
const {
  getDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout,
  normalizeArgs,
  setDefaultAutoSelectFamily,
  setDefaultAutoSelectFamilyAttemptTimeout,
} = require('internal/net/connect');
const { Server, createServerHandle } = require('internal/net/server');


/**
 * A server for TCP or Unix domain sockets.
 * @param {object} [options] see Server
 * @param {(socket: Socket) => void} [connectionListener]
 * @returns {Server}
 */
function createServer(options, connectionListener) {
  return new Server(options, connectionListener);
}

/**
 * Connects to a port (and host), a path, or what options say.
 * @returns {Socket}
 * @example net.connect(80, 'example.org', () => {}); net.connect({ path: '/tmp/x.sock' });
 */
function connect(...args) {
  const normalized = normalizeArgs(args), options = normalized[0];
  const socket = new Socket(options);
  if (options.timeout) socket.setTimeout(options.timeout);
  if (options.blockList) socket.blockList = checkBlockList(options.blockList);
  return socket.connect(normalized);
}

function checkBlockList(list) {
  const { BlockList } = require('internal/blocklist');
  if (BlockList.isBlockList(list)) return list;
  const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
  throw new ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList', list);
}

module.exports = {
  _createServerHandle: createServerHandle,
  _normalizeArgs: normalizeArgs,
  get BlockList() { return require('internal/blocklist').BlockList; },
  get SocketAddress() { return require('internal/socketaddress').SocketAddress; },
  connect,
  createConnection: connect,
  createServer,
  isIP,
  isIPv4,
  isIPv6,
  Server,
  Socket,
  Stream: Socket, // legacy name
  getDefaultAutoSelectFamily,
  setDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout,
};
require('internal/util').defineLazyProperties(module.exports, 'internal/net/bound_socket', ['BoundSocket']);
