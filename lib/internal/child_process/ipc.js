// SPDX-License-Identifier: MIT
// The IPC channel between parent and child: send(), 'message', disconnect(), passing of handles. Both ends
// use it: target is a ChildProcess, or `process` in the child.
'use strict';

const EventEmitter = require('events');
const FixedQueue = require('internal/fixed_queue');
const { ErrnoException, codes: {
  ERR_INVALID_ARG_TYPE,
  ERR_INVALID_HANDLE_TYPE,
  ERR_IPC_CHANNEL_CLOSED,
  ERR_IPC_DISCONNECTED,
  ERR_MISSING_ARGS,
} } = require('internal/errors');
const { validateObject } = require('internal/validators');
const { makeDeserializer, makeSerializer } = require('internal/child_process/serialization');
const { Channel: NativeChannel, kFull, kLater } = internalBinding('ipc');

const MAX_HANDLE_RETRANSMISSIONS = 3;

const kChannelHandle = Symbol('kChannelHandle');
const kPendingMessages = Symbol('kPendingMessages');
const plainSend = { __proto__: null, swallowErrors: false };

/** target.channel: ref() and unref(), by the user or by listeners. */
class Control extends EventEmitter {
  #channel;
  #refs = 0;
  #refExplicitlySet = false;

  constructor(channel) {
    super();
    this.#channel = channel;
    this[kPendingMessages] = [];
    this[kChannelHandle] = channel;
  }

  refCounted() {
    if (++this.#refs === 1 && !this.#refExplicitlySet) this.#channel.ref();
  }

  unrefCounted() {
    if (--this.#refs === 0 && !this.#refExplicitlySet) {
      this.#channel.unref();
      this.emit('unref');
    }
  }

  ref() {
    this.#refExplicitlySet = true;
    this.#channel.ref();
  }

  unref() {
    this.#refExplicitlySet = true;
    this.#channel.unref();
  }

  get fd() {
    return this.#channel?.getFd();
  }

}

const isInternal = (message) =>
  message !== null && typeof message === 'object' && typeof message.cmd === 'string' && message.cmd.length > 5 &&
  message.cmd.startsWith('NODE_');

function emitMessage(target, name, message, handle) {
  // The child's program may not have had the time to listen yet.
  if (name === 'message' && target.listenerCount('message') === 0 && target.channel?.[kPendingMessages]) {
    target.channel[kPendingMessages].push([name, message, handle]);
    return;
  }
  target.emit(name, message, handle);
}

function callWritten(callbacks, count) {
  try {
    while (count > 0) {
      count--;
      const callback = callbacks.shift();
      if (typeof callback === 'function') callback(null);
    }
  } finally {
    if (count > 0) process.nextTick(callWritten, callbacks, count);
  }
}

function emitLate(channel, message) {
  channel.emitOne(message);
}

/** Everything about one end of a channel. */
class Channel {
  constructor(target, handle, mode) {
    this.target = target;
    this.handle = handle;
    this.control = new Control(handle);
    this.pendingHandle = null;
    this.over = false; // the handle is closed: nothing comes any more
    this.later = 0; // messages that wait in C
    this.callbacks = null; // a queue of theirs, undefined ones too, but for the oldest `before` messages
    this.before = 0;
    this.native = new NativeChannel(handle, mode === 'advanced', (message, list, received) => {
      if (received !== undefined) this.pendingHandle = received;
      if (message === undefined && list === undefined) this.onEnd();
      else if (this.over) return;
      else if (list === undefined) this.emitOne(message);
      else this.emitAll(list);
    }, (count) => this.onWritten(count), makeSerializer, makeDeserializer);
  }

  // ---- receiving -------------------------------------------------------------------------------

  emitOne(message) {
    if (!isInternal(message)) {
      emitMessage(this.target, 'message', message, undefined);
      return;
    }
    // A chunk ends where a handle comes: there is at most one such message in it.
    let handle;
    if (message.cmd === 'NODE_HANDLE') {
      handle = this.pendingHandle;
      this.pendingHandle = null;
    }
    emitMessage(this.target, 'internalMessage', message, handle);
  }

  /** All of a read, whatever happens at one of them. */
  emitAll(list) {
    let i = 0;
    try {
      while (i < list.length) this.emitOne(list[i++]);
    } finally {
      while (i < list.length) process.nextTick(emitLate, this, list[i++]);
    }
  }

  onEnd() {
    const { target } = this;
    if (target.connected) target.disconnect();
    this.handle.close();
    target._channel = null;
    if (target._closesNeeded !== undefined) require('internal/child_process').maybeClose(target);
  }

  deliver(message, handle, internal) {
    const { target } = this;
    if (!target.channel) return;
    process.nextTick(emitMessage, target, internal ? 'internalMessage' : 'message', message, handle);
  }

  /** Messages about handles; everything else internal is for cluster and socket lists. */
  onInternalMessage(message, handle) {
    const { target } = this;
    if (message.cmd === 'NODE_HANDLE_ACK' || message.cmd === 'NODE_HANDLE_NACK') {
      this.onAcknowledged(message.cmd === 'NODE_HANDLE_ACK');
      return;
    }
    if (message.cmd !== 'NODE_HANDLE') return;
    if (!handle) { // lost on the way: the sender tries again
      target._send({ cmd: 'NODE_HANDLE_NACK' }, null, true);
      return;
    }
    target._send({ cmd: 'NODE_HANDLE_ACK' }, null, true);
    const { kinds } = require('internal/child_process/handles');
    kinds[message.type].got(target, message, handle, (object) => {
      this.deliver(message.msg, object, isInternal(message.msg));
    });
  }

  onAcknowledged(ok) {
    const { target } = this, pending = target._pendingMessage;
    if (pending) {
      if (ok) {
        this.closePending();
      } else if (pending.retransmissions++ === MAX_HANDLE_RETRANSMISSIONS) {
        this.closePending();
        process.emitWarning('Handle did not reach the receiving process correctly', 'SentHandleNotReceivedWarning');
      }
    }
    const queue = target._handleQueue;
    target._handleQueue = null;
    if (target._pendingMessage) this.write(pending.message, pending.handle, pending.options, pending.callback, undefined);
    for (const { message, handle, options, callback } of queue ?? []) target._send(message, handle, options, callback);
    // A disconnect that waited for this.
    if (!target.connected && target.channel && !target._handleQueue) target._disconnect();
  }

  closePending() {
    this.target._pendingMessage.handle.close();
    this.target._pendingMessage = null;
  }

  // ---- sending ---------------------------------------------------------------------------------

  send(message, handle, options, callback) {
    const { target } = this;
    if (message === undefined) throw new ERR_MISSING_ARGS('message');
    const type = typeof message;
    if (type !== 'string' && type !== 'object' && type !== 'number' && type !== 'boolean') {
      throw new ERR_INVALID_ARG_TYPE('message', ['string', 'object', 'number', 'boolean'], message);
    }
    if (typeof options === 'boolean') options = { swallowErrors: options };
    options ??= {};
    let kind;
    if (handle) {
      const handles = require('internal/child_process/handles'), name = handles.kindOf(handle);
      if (name === undefined) throw new ERR_INVALID_HANDLE_TYPE();
      if (target._handleQueue) { // one handle at a time
        target._handleQueue.push({ callback, handle, options, message });
        return target._handleQueue.length === 1;
      }
      kind = handles.kinds[name];
      message = { cmd: 'NODE_HANDLE', type: name, msg: message };
      handle = kind.send(target, message, handle, options);
      if (!handle) message = message.msg; // it has been sent or closed already
    } else if (target._handleQueue && message?.cmd !== 'NODE_HANDLE_ACK' && message?.cmd !== 'NODE_HANDLE_NACK') {
      target._handleQueue.push({ callback, handle: null, options, message }); // keep the order
      return target._handleQueue.length === 1;
    }
    return this.write(message, handle, options, callback, kind);
  }

  write(message, handle, options, callback, kind) {
    const { target } = this;
    const result = this.native.send(message, handle);
    if (result >= 0) {
      if (handle) {
        target._handleQueue ??= [];
        kind?.postSend?.(target, message, handle, options, callback, true);
      }
      if ((result & kLater) !== 0) this.addLater(callback);
      else if (typeof callback === 'function') process.nextTick(callback, null);
      return (result & kFull) === 0;
    }
    kind?.postSend?.(target, message, handle, options, callback, false);
    if (!options.swallowErrors) {
      const ex = new ErrnoException(result, 'write');
      if (typeof callback === 'function') process.nextTick(callback, ex);
      else process.nextTick(() => target.emit('error', ex));
    }
    return true;
  }

  /** While messages wait in C, the process stays alive. */
  addLater(callback) {
    if (this.later === 0) this.control.refCounted();
    if (callback !== undefined && this.callbacks === null) {
      this.callbacks = new FixedQueue();
      this.before = this.later;
    }
    if (this.callbacks !== null) this.callbacks.push(callback);
    this.later++;
  }

  onWritten(count) {
    const { callbacks } = this;
    this.later -= count;
    if (this.later === 0) {
      this.callbacks = null;
      this.control.unrefCounted();
    }
    if (callbacks === null) return;
    const without = Math.min(this.before, count);
    this.before -= without;
    callWritten(callbacks, count - without);
  }

  // ---- the end -----------------------------------------------------------------------------------

  disconnect() {
    const { target, handle } = this;
    target.channel = null;
    const finish = () => {
      if (this.over) return;
      this.over = true;
      handle.close();
      target.emit('disconnect');
    };
    // A message that is half here shall arrive.
    if (this.native.partial()) {
      target.once('message', finish);
      target.once('internalMessage', finish);
      return;
    }
    process.nextTick(finish);
  }
}

/** Gives target send(), disconnect(), connected, channel. */
function setupChannel(target, handle, serializationMode) {
  const channel = new Channel(target, handle, serializationMode);
  const { control } = channel;
  target.channel = control;
  Object.defineProperty(target, '_channel', {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return target.channel; },
    set(value) { target.channel = value; },
  });
  target._handleQueue = null;
  target._pendingMessage = null;
  target.connected = true;

  target.on('newListener', function(name) {
    if (name !== 'message' || !target.channel) return;
    process.nextTick(() => {
      const messages = target.channel?.[kPendingMessages];
      if (!messages?.length) return;
      target.channel[kPendingMessages] = [];
      for (const args of messages) target.emit(...args);
    });
  });
  target.on('internalMessage', (message, received) => channel.onInternalMessage(message, received));

  target.send = function(message, handleToSend, options, callback) {
    if (typeof handleToSend === 'function') {
      callback = handleToSend;
      handleToSend = undefined;
      options = undefined;
    } else if (typeof options === 'function') {
      callback = options;
      options = undefined;
    } else if (options !== undefined) {
      validateObject(options, 'options');
    }
    options = options ? { swallowErrors: false, ...options } : plainSend;
    if (this.connected) return this._send(message, handleToSend, options, callback);
    const ex = new ERR_IPC_CHANNEL_CLOSED();
    if (typeof callback === 'function') process.nextTick(callback, ex);
    else process.nextTick(() => this.emit('error', ex));
    return false;
  };

  target._send = function(message, handleToSend, options, callback) {
    return channel.send(message, handleToSend, options, callback);
  };

  target.disconnect = function() {
    if (!this.connected) {
      this.emit('error', new ERR_IPC_DISCONNECTED());
      return;
    }
    this.connected = false; // sending is over; what was queued still goes out
    if (!this._handleQueue) this._disconnect();
  };

  target._disconnect = function() {
    channel.disconnect();
  };

  return control;
}

module.exports = { setupChannel, kChannelHandle };
