// SPDX-License-Identifier: MIT
// createWebSocketStream: a WebSocket as Duplex; a message is a chunk.
'use strict';

const { Duplex } = require('stream');

/**
 * @param {WebSocket} ws
 * @param {import('stream').DuplexOptions} [options]
 * @returns {Duplex} ends when the WebSocket closes; destroying it terminates the WebSocket
 */
function createWebSocketStream(ws, options) {
  let terminate = true;
  const duplex = new Duplex({
    ...options, autoDestroy: false, emitClose: false, objectMode: false, writableObjectMode: false,
  });
  ws.on('message', (data, isBinary) => {
    const chunk = !isBinary && duplex._readableState.objectMode ? data.toString() : data;
    if (!duplex.push(chunk)) ws.pause();
  });
  ws.once('error', (error) => {
    if (duplex.destroyed) return;
    terminate = false; // the closing handshake goes on by itself
    duplex.destroy(error);
  });
  ws.once('close', () => {
    if (!duplex.destroyed) duplex.push(null);
  });
  const opened = (callback) => ws.once('open', callback);
  duplex.on('end', () => {
    if (!duplex.destroyed && duplex._writableState.finished) duplex.destroy();
  });
  duplex.on('error', function onError(error) {
    duplex.removeListener('error', onError);
    duplex.destroy();
    if (duplex.listenerCount('error') === 0) duplex.emit('error', error);
  });
  duplex._destroy = (error, callback) => {
    if (ws.readyState === ws.CLOSED) {
      callback(error);
      process.nextTick(() => duplex.emit('close'));
      return;
    }
    let failed = false;
    ws.once('error', (reason) => {
      failed = true;
      callback(reason);
    });
    ws.once('close', () => {
      if (!failed) callback(error);
      process.nextTick(() => duplex.emit('close'));
    });
    if (terminate) ws.terminate();
  };
  duplex._final = (callback) => {
    if (ws.readyState === ws.CONNECTING) return opened(() => duplex._final(callback));
    if (ws._socket === null) return; // no connection has come about; the stream is going to be destroyed
    if (ws._socket._writableState.finished) {
      callback();
      if (duplex._readableState.endEmitted) duplex.destroy();
    } else {
      ws._socket.once('finish', () => callback());
      ws.close();
    }
  };
  duplex._read = () => {
    if (ws.isPaused) ws.resume();
  };
  duplex._write = (chunk, encoding, callback) => {
    if (ws.readyState === ws.CONNECTING) return opened(() => duplex._write(chunk, encoding, callback));
    ws.send(chunk, callback);
  };
  return duplex;
}

module.exports = createWebSocketStream;
