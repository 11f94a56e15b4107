// SPDX-License-Identifier: MIT
// Sockets and servers in IPC messages: what is sent for each kind, and what the receiver makes of it.
'use strict';

const net = require('net');
const { SocketListReceive, SocketListSend } = require('internal/socket_list');

const kSockets = Symbol('kSockets');
const noop = () => {};

/** The list of sockets of one server that went to / came from the process behind `target`. */
function getSocketList(way, target, key) {
  const sockets = target[kSockets] ??= { got: {}, send: {} };
  let list = sockets[way][key];
  if (!list) {
    const List = way === 'send' ? SocketListSend : SocketListReceive;
    list = sockets[way][key] = new List(target, key);
  }
  return list;
}

const native = {
  send: (target, message, handle) => handle,
  got(target, message, handle, emit) { emit(handle); },
};

const kinds = {
  '__proto__': null,
  'net.Native': native,
  'dgram.Native': native,

  'net.Server': {
    send: (target, message, server) => server._handle,
    got(target, message, handle, emit) {
      const server = new net.Server();
      server.listen(handle, () => emit(server));
    },
  },

  'net.Socket': {
    send(target, message, socket, options) {
      if (!socket._handle) return;
      if (socket.server) {
        // Its server goes on counting it, over the list.
        message.key = socket.server._connectionKey;
        const first = !target[kSockets]?.send[message.key];
        const list = getSocketList('send', target, message.key);
        if (first) socket.server._setupWorker(list);
        if (!options.keepOpen) socket.server._connections--;
      }
      const handle = socket._handle;
      if (!options.keepOpen) {
        handle.setOnRead(noop);
        handle.readStop();
        handle.reading = false;
        socket._handle = null;
        socket.setTimeout(0);
        detachParser(socket);
      }
      return handle;
    },
    postSend(target, message, handle, options, callback, sent) {
      if (!handle || options.keepOpen) return;
      // It is closed when the other side has said that it has it.
      if (sent) target._pendingMessage = { callback, message, handle, options, retransmissions: 0 };
      else handle.close();
    },
    got(target, message, handle, emit) {
      const socket = new net.Socket({ handle, readable: true, writable: true });
      if (message.key) getSocketList('got', target, message.key).add({ socket });
      emit(socket);
    },
  },

  'dgram.Socket': {
    send(target, message, socket) {
      const { kStateSymbol } = require('internal/dgram');
      message.dgramType = socket.type;
      return socket[kStateSymbol].handle;
    },
    got(target, message, handle, emit) {
      const dgram = require('dgram');
      const socket = new dgram.Socket(message.dgramType);
      socket.bind(handle, () => emit(socket));
    },
  },
};

/** A socket that an HTTP server was reading. */
function detachParser(socket) {
  const { parser } = socket;
  if (!parser) return;
  require('_http_common').freeParser?.(parser, null, socket);
  if (socket._httpMessage) socket._httpMessage.detachSocket(socket);
}

/** The kind of a handle as the message names it; undefined if it cannot be sent. */
function kindOf(handle) {
  const { TCP } = internalBinding('tcp_wrap');
  const { Pipe } = internalBinding('pipe_wrap');
  if (handle instanceof net.Socket) return 'net.Socket';
  if (handle instanceof net.Server) return 'net.Server';
  if (handle instanceof TCP || handle instanceof Pipe) return 'net.Native';
  if (handle instanceof internalBinding('udp_wrap').UDP) return 'dgram.Native';
  if (handle instanceof require('dgram').Socket) return 'dgram.Socket';
}

module.exports = { kindOf, kinds };
