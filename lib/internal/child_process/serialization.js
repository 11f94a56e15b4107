// SPDX-License-Identifier: MIT
// How messages look on an IPC channel: a line of JSON each, or ("advanced") V8's serialisation after a length
// in four bytes, big-endian. The same bytes as Node's.
'use strict';

const kBuffered = Symbol('kBuffered');
const kDecoder = Symbol('kDecoder');
const kSplit = Symbol('kSplit');

let classes;
function advancedClasses() {
  if (classes !== undefined) return classes;
  const v8 = require('v8');
  const kView = 0, kObject = 1;

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

const advanced = {
  initMessageChannel(channel) {
    channel[kBuffered] = [];
    channel.buffering = false;
  },

  /** Whole messages in what has come so far. */
  *parseChannelMessages(channel, data) {
    if (data.length === 0) return;
    let all = data;
    if (channel[kBuffered].length > 0) {
      channel[kBuffered].push(data);
      // The length tells whether it is worth putting the pieces together.
      if (channel[kBuffered][0].length >= 4) {
        const need = channel[kBuffered][0].readUInt32BE(0) + 4;
        let have = 0;
        for (const piece of channel[kBuffered]) have += piece.length;
        if (have < need) return;
      }
      all = Buffer.concat(channel[kBuffered]);
    }
    let at = 0;
    const { ChildProcessDeserializer } = advancedClasses();
    while (all.length - at >= 4) {
      const size = all.readUInt32BE(at);
      if (all.length - at - 4 < size) break;
      const de = new ChildProcessDeserializer(Buffer.from(all.subarray(at + 4, at + 4 + size)));
      at += 4 + size;
      de.readHeader();
      yield de.readValue();
    }
    channel[kBuffered] = at < all.length ? [all.subarray(at)] : [];
    channel.buffering = at < all.length;
  },

  writeChannelMessage(channel, message, handle) {
    const { ChildProcessSerializer } = advancedClasses();
    const ser = new ChildProcessSerializer();
    ser.writeRawBytes(Buffer.alloc(4));
    ser.writeHeader();
    ser.writeValue(message);
    const bytes = ser.releaseBuffer();
    bytes.writeUInt32BE(bytes.length - 4, 0);
    return channel.writeBuffer(bytes, handle);
  },
};

const json = {
  initMessageChannel(channel) {
    const { StringDecoder } = require('string_decoder');
    channel[kBuffered] = '';
    channel[kDecoder] = new StringDecoder('utf8');
    channel[kSplit] = false; // the last chunk ended inside a message
    channel.buffering = false;
  },

  *parseChannelMessages(channel, data) {
    if (data.length === 0) return;
    const whole = data[data.length - 1] === 10;
    let text = whole && !channel[kSplit] ? data.utf8Slice(0, data.length) : channel[kDecoder].write(data);
    channel[kSplit] = !whole;
    let from = 0, end = text.indexOf('\n');
    if (end < 0) {
      channel[kBuffered] += text;
      channel.buffering = channel[kBuffered].length > 0;
      return;
    }
    if (channel[kBuffered].length > 0) {
      text = channel[kBuffered] + text;
      end = text.indexOf('\n');
    }
    channel[kBuffered] = '';
    for (; end >= 0; end = text.indexOf('\n', from)) {
      const line = text.slice(from, end);
      from = end + 1;
      yield JSON.parse(line);
    }
    channel[kBuffered] = text.slice(from);
    channel.buffering = channel[kBuffered].length > 0;
  },

  writeChannelMessage(channel, message, handle) {
    return channel.writeUtf8String(`${JSON.stringify(message)}\n`, handle);
  },
};

module.exports = { json, advanced };
