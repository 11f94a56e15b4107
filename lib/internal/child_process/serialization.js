// SPDX-License-Identifier: MIT
// How messages look on an IPC channel: a line of JSON each, or ("advanced") V8's serialisation after a length
// in four bytes, big-endian. The same bytes as Node's.
'use strict';

const kBuffered = Symbol('kBuffered');
const kHave = Symbol('kHave');
const kNeed = Symbol('kNeed');

const { decode, encode } = internalBinding('serdes');
const kView = 0, kObject = 1;

let classes;
// For what V8 cannot write alone: views, and objects of the library.
function advancedClasses() {
  if (classes !== undefined) return classes;
  const v8 = require('v8');

  class ChildProcessSerializer extends v8.DefaultSerializer {
    _writeHostObject(object) {
      if (ArrayBuffer.isView(object)) {
        this.writeUint32(kView);
        return super._writeHostObject(object);
      }
      this.writeUint32(kObject);
      this.writeValue({ ...object });
    }
  }

  class ChildProcessDeserializer extends v8.DefaultDeserializer {
    _readHostObject() {
      if (this.readUint32() === kView) return super._readHostObject();
      return this.readValue();
    }
  }
  return classes = { ChildProcessSerializer, ChildProcessDeserializer };
}

const makeSerializer = () => new (advancedClasses().ChildProcessSerializer)();

function decodeMessage(bytes) {
  return decode(bytes, () => new (advancedClasses().ChildProcessDeserializer)(bytes));
}

const advanced = {
  initMessageChannel(channel) {
    channel[kBuffered] = [];
    channel[kHave] = 0;
    channel[kNeed] = 4;
    channel.buffering = false;
  },

  /** Calls receive(message) for whole messages in what has come so far. */
  parseChannelMessages(channel, data, receive) {
    if (data.length === 0) return;
    const pieces = channel[kBuffered];
    let all = data;
    if (pieces.length > 0) {
      pieces.push(data);
      channel[kHave] += data.length;
      if (channel[kHave] < channel[kNeed]) return; // not worth putting together
      all = Buffer.concat(pieces, channel[kHave]);
    }
    let at = 0, need = 4;
    while (all.length - at >= 4) {
      need = all.readUInt32BE(at) + 4;
      if (all.length - at < need) break;
      const message = decodeMessage(all.subarray(at + 4, at + need));
      at += need;
      need = 4;
      receive(message);
    }
    channel[kNeed] = need;
    channel[kHave] = all.length - at;
    channel[kBuffered] = at < all.length ? [all.subarray(at)] : [];
    channel.buffering = at < all.length;
  },

  writeChannelMessage(channel, message, handle) {
    return channel.writeBuffer(encode(message, true, makeSerializer), handle);
  },
};

const json = {
  initMessageChannel(channel) {
    channel[kBuffered] = []; // pieces without an end of line
    channel.buffering = false;
  },

  /** Calls receive(message) for whole messages in what has come so far. A line is decoded when it is whole. */
  parseChannelMessages(channel, data, receive) {
    if (data.length === 0) return;
    const pieces = channel[kBuffered];
    let end = data.indexOf(10);
    if (end < 0) {
      pieces.push(data);
      channel.buffering = true;
      return;
    }
    let all = data;
    if (pieces.length > 0) {
      for (const piece of pieces) end += piece.length;
      pieces.push(data);
      all = Buffer.concat(pieces);
    }
    channel[kBuffered] = [];
    let from = 0;
    for (; end >= 0; end = from < all.length ? all.indexOf(10, from) : -1) {
      const line = all.utf8Slice(from, end);
      from = end + 1;
      receive(JSON.parse(line));
    }
    if (from < all.length) channel[kBuffered].push(all.subarray(from));
    channel.buffering = from < all.length;
  },

  writeChannelMessage(channel, message, handle) {
    return channel.writeUtf8String(`${JSON.stringify(message)}\n`, handle);
  },
};

module.exports = { json, advanced };
