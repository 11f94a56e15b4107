// SPDX-License-Identifier: MIT
// Transferable streams (WHATWG Streams §8.2): what is transferred is a port; the stream that stays behind is piped
// from or to it. Messages are { type: 'pull' | 'chunk' | 'close' | 'error', value }. A port keeps its
// thread alive from when somebody reads or writes, until it is closed; before that it does not.
'use strict';

const { PromiseReject, PromiseResolve } = primordials;
const { MessageChannel } = require('internal/worker/io');
const { dataCloneError } = require('internal/worker/js_transferable');
const { PENDING, kInternal, kState, markHandled, sizeOne, soon } = require('internal/webstreams/util');
const { setUpDefault, defaultClose, defaultEnqueue, defaultError } = require('internal/webstreams/readable_default_controller');
const { WRITABLE, setUp, controllerError } = require('internal/webstreams/writable_controller');
const { ReadableStream } = require('internal/webstreams/readablestream');
const { WritableStream } = require('internal/webstreams/writablestream');
const { pipeTo } = require('internal/webstreams/pipe');

const channels = new WeakMap(); // stream → the ports that stay here, between [kTransferList]() and [kTransfer]()

/** The ports to be transferred for a stream. @param {number} count @returns {MessagePort[]} */
function portsOf(stream, count) {
  const mine = [], theirs = [];
  for (let i = 0; i < count; i++) {
    const { port1, port2 } = new MessageChannel();
    mine.push(port1);
    theirs.push(port2);
  }
  channels.set(stream, { mine, theirs });
  return theirs;
}

function takePorts(stream) {
  const ports = channels.get(stream);
  channels.delete(stream);
  return ports;
}

/** Says it, or says that it cannot be said; the error is returned. */
function post(port, type, value) {
  try {
    port.postMessage({ type, value });
    return undefined;
  } catch (error) {
    try {
      port.postMessage({ type: 'error', value: error });
    } catch {
      port.postMessage({ type: 'error', value: undefined });
    }
    return { error };
  }
}

function listen(port, receiver) {
  port.onmessage = ({ data }) => receiver.message(data.type, data.value);
  port.onmessageerror = () => {
    const error = dataCloneError('A chunk could not be deserialized');
    post(port, 'error', error);
    receiver.fail(error);
    port.close();
  };
  port.unref();
}

class PortSource {
  constructor(port, stays) {
    this.port = port;
    this.controller = undefined;
    this.stays = stays; // what reads is not the program, but the pipe to the stream that has stayed
  }
  message(type, value) {
    if (type === 'chunk') {
      if (this.stays) this.port.ref();
      defaultEnqueue(this.controller, value);
      return;
    }
    if (type === 'close') defaultClose(this.controller);
    else if (type === 'error') defaultError(this.controller, value);
    this.port.close();
  }
  fail(error) {
    defaultError(this.controller, error);
  }
  pull() {
    if (!this.stays) this.port.ref();
    post(this.port, 'pull');
  }
  cancel(reason) {
    const refused = post(this.port, 'error', reason);
    this.port.close();
    return refused === undefined ? undefined : PromiseReject(refused.error);
  }
}

class PortSink {
  constructor(port, stays) {
    this.port = port;
    this.stays = stays; // what writes is the pipe from the stream that has stayed
    this.stream = undefined;
    this.room = false;
    this.waits = false;
    this.held = undefined;
    this.onRoom = () => {
      const chunk = this.held;
      this.held = undefined;
      if (this.stream.state !== WRITABLE) {
        this.stream.controller.onWriteFailed(this.stream.storedError);
        return;
      }
      const refused = this.send(chunk);
      if (refused === undefined) this.stream.controller.onWritten();
      else this.stream.controller.onWriteFailed(refused.error);
    };
  }
  message(type, value) {
    if (type === 'error') this.fail(value);
    else if (type === 'pull') this.unblock();
  }
  fail(error) {
    if (this.stream.state === WRITABLE) controllerError(this.stream.controller, error);
    this.unblock();
  }
  unblock() {
    this.room = true;
    if (!this.waits) return;
    this.waits = false;
    soon(this.onRoom);
  }
  send(chunk) {
    this.room = false;
    const refused = post(this.port, 'chunk', chunk);
    if (refused !== undefined) this.port.close();
    return refused;
  }
  write(chunk) {
    if (!this.stays) this.port.ref();
    if (!this.room) {
      this.held = chunk;
      this.waits = true;
      return PENDING;
    }
    const refused = this.send(chunk);
    return refused === undefined ? undefined : PromiseReject(refused.error);
  }
  close() {
    post(this.port, 'close');
    this.port.close();
  }
  abort(reason) {
    const refused = post(this.port, 'error', reason);
    this.port.close();
    return refused === undefined ? PromiseResolve(undefined) : PromiseReject(refused.error);
  }
}

/** Makes s, which has no controller yet, read from the port. */
function receiveReadable(s, port, stays = false) {
  const source = new PortSource(port, stays);
  source.controller = setUpDefault(s, { pull: source.pull, cancel: source.cancel, source, highWaterMark: 0, size: sizeOne });
  listen(port, source);
}

/** Makes s, which has no controller yet, write to the port. */
function receiveWritable(s, port, stays = false) {
  const sink = new PortSink(port, stays);
  sink.stream = s;
  setUp(s, { write: sink.write, close: sink.close, abort: sink.abort, sink, highWaterMark: 1, size: sizeOne });
  listen(port, sink);
}

const emptyReadable = () => new ReadableStream(kInternal);
const emptyWritable = () => new WritableStream(kInternal);
const plain = { __proto__: null, preventClose: false, preventAbort: false, preventCancel: false, signal: undefined };

function sendReadable(s, port) {
  const writable = emptyWritable();
  receiveWritable(writable[kState], port, true);
  markHandled(pipeTo(s, writable[kState], plain));
}

function sendWritable(s, port) {
  const readable = emptyReadable();
  receiveReadable(readable[kState], port, true);
  markHandled(pipeTo(readable[kState], s, plain));
}

module.exports = {
  portsOf, takePorts, receiveReadable, receiveWritable, emptyReadable, emptyWritable, sendReadable, sendWritable,
};
