// SPDX-License-Identifier: MIT
// Where a session's bytes come from and go to: C reads and writes native handles (TCP, Pipe, TLS over them) itself;
// over any other Duplex they are carried here.
'use strict';

const { kOwner, kSocket } = require('internal/http2/symbols');
const { onStreamRead } = require('internal/stream_base_commons');
const { LibuvStreamWrap } = internalBinding('stream_wrap');
const { TLSWrap } = internalBinding('tls_wrap');
const { ErrnoException } = require('internal/errors');
const net = require('net');

function isNative(socket) {
  const handle = socket._handle;
  return socket instanceof net.Socket && (handle instanceof LibuvStreamWrap || handle instanceof TLSWrap);
}

function carry(handle, socket) {
  handle.carried = socket;
  socket.on('data', (chunk) => {
    if (typeof chunk === 'string') {
      const { codes: { ERR_STREAM_WRAP } } = require('internal/errors');
      socket.destroy(new ERR_STREAM_WRAP());
      return;
    }
    handle.receive(chunk);
  });
  socket.on('end', () => {
    // Nothing more can come: like the end of a native stream.
    if (handle[kOwner]?.[kSocket] === socket) setImmediate(() => socket.destroy());
  });
}

function attachTransport(handle, socket) {
  if (!isNative(socket)) {
    handle.consume(undefined);
    carry(handle, socket);
    return;
  }
  // What has been read already is the beginning of the session.
  const early = socket.readableLength > 0 ? socket.read() : null;
  handle.consume(socket._handle);
  socket._handle.reading = true;
  socket._handle.readStart();
  if (early !== null) process.nextTick(() => handle.receive(early)); // when its listeners are there
}

/** C: bytes for a transport in JavaScript. @returns 0, or 1 when handle.written() follows */
function onOutput(bytes) {
  const { carried } = this;
  if (carried === undefined || carried.destroyed || !carried.writable) return 0;
  let sync = true, done = false;
  carried.write(bytes, (error) => {
    done = true;
    if (!sync) this.written(error ? -1 : 0);
  });
  sync = false;
  return done ? 0 : 1;
}

/** C: the transport has ended; the socket goes on as if it had read that itself. */
function onEnd(status) {
  const session = this[kOwner], socket = session?.[kSocket];
  if (socket === undefined || socket.destroyed) return;
  const handle = socket._handle;
  if (handle) {
    handle.reading = true;
    onStreamRead.call(handle, status);
    // Both sides of a session end together.
    if (!socket.destroyed && status < 0 && socket.allowHalfOpen) socket.end();
  } else {
    socket.destroy(new ErrnoException(status, 'read'));
  }
}

module.exports = { attachTransport, onEnd, onOutput };
