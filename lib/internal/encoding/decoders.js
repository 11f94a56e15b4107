// SPDX-License-Identifier: MIT
// The decoders behind TextDecoder, one class for each kind of encoding. decode(bytes, stream) gives the
// text, or undefined for what is not valid when errors are fatal; only with `stream` is anything kept.
'use strict';

const buffer = internalBinding('buffer');
const encoding = internalBinding('encoding');
const { encodingsMap } = require('internal/util');

const { latin1, utf16le } = encodingsMap;
const empty = new Uint8Array(new ArrayBuffer(0));

function joined(first, second) {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

/** Whether `second` may follow the first byte of a UTF-8 sequence. */
function mayFollow(first, second) {
  switch (first) {
    case 0xe0: return second >= 0xa0 && second <= 0xbf;
    case 0xed: return second >= 0x80 && second <= 0x9f;
    case 0xf0: return second >= 0x90 && second <= 0xbf;
    case 0xf4: return second >= 0x80 && second <= 0x8f;
    default: return (second & 0xc0) === 0x80;
  }
}

/** Where a sequence begins that the end cuts off, or bytes.length. */
function cutOff(bytes) {
  const { length } = bytes;
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back];
    if (byte < 0x80) return length;
    if (byte < 0xc0) continue;
    if (byte < 0xc2 || byte > 0xf4) return length;
    const size = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    if (size <= back) return length;
    return back === 1 || mayFollow(byte, bytes[length - back + 1]) ? length - back : length;
  }
  return length;
}

class Utf8 {
  constructor(fatal, ignoreBOM) {
    this.fatal = fatal;
    this.ignoreBOM = ignoreBOM;
    this.held = empty;
    this.started = false; // the byte order mark is behind us
  }

  decode(bytes, stream) {
    if (!stream && !this.started && this.held.length === 0) {
      return encoding.decodeUtf8(bytes, this.afterMark(bytes), this.fatal);
    }
    if (this.held.length > 0) bytes = joined(this.held, bytes);
    this.held = empty;
    if (stream) {
      const end = cutOff(bytes);
      if (end < bytes.length) {
        this.held = bytes.slice(end);
        bytes = bytes.subarray(0, end);
      }
    }
    const start = this.started ? 0 : this.afterMark(bytes);
    this.started = stream && (this.started || bytes.length > 0);
    return encoding.decodeUtf8(bytes, start, this.fatal);
  }

  afterMark(bytes) {
    return !this.ignoreBOM && bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb &&
      bytes[2] === 0xbf ? 3 : 0;
  }
}

class Utf16 {
  constructor(fatal, ignoreBOM, bigEndian) {
    this.fatal = fatal;
    this.ignoreBOM = ignoreBOM;
    this.bigEndian = bigEndian;
    this.held = empty;
    this.started = false;
  }

  decode(bytes, stream) {
    if (this.held.length > 0) bytes = joined(this.held, bytes);
    this.held = empty;
    let end = bytes.length & ~1;
    if (stream && end >= 2 && (bytes[end - (this.bigEndian ? 2 : 1)] & 0xfc) === 0xd8) end -= 2;
    const rest = bytes.length - end;
    if (stream && rest > 0) this.held = bytes.slice(end);
    let text = this.text(bytes, end);
    if (text === undefined) return undefined;
    if (!stream && rest > 0) {
      if (this.fatal) return undefined;
      // A surrogate that waits for its second half and loses it counts once.
      if ((bytes[end - (this.bigEndian ? 2 : 1)] & 0xfc) !== 0xd8) text += '\ufffd';
    }
    if (!this.started && !this.ignoreBOM && text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    this.started = stream && (this.started || end > 0);
    return text;
  }

  text(bytes, end) {
    if (this.bigEndian) {
      bytes = bytes.slice(0, end);
      buffer.swap(bytes, 2);
    }
    const text = buffer.slice(bytes, 0, end, utf16le);
    if (text.isWellFormed()) return text;
    return this.fatal ? undefined : text.toWellFormed();
  }
}

/** Bytes are code points, those from 0x80 on in a private area. */
class UserDefined {
  decode(bytes) {
    let text = '';
    for (let i = 0; i < bytes.length; i++) {
      text += String.fromCharCode(bytes[i] < 0x80 ? bytes[i] : 0xf700 + bytes[i]);
    }
    return text;
  }
}

/** Encodings like Latin-1, but for the characters in `table` (index: byte - first). */
class Latin {
  constructor(first, table) {
    this.first = first;
    this.table = table;
  }

  decode(bytes) {
    const text = buffer.slice(bytes, 0, bytes.length, latin1);
    if (buffer.isAscii(bytes)) return text;
    let out = '';
    for (let i = 0; i < text.length; i++) out += this.table[bytes[i] - this.first] ?? text[i];
    return out;
  }
}

const windows1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const iso885916 = '\xa0ĄąŁ€„Š§š©Ș«Ź\xadźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚß' +
  'àáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ';

/** All the others: ICU's converters. */
class Legacy {
  constructor(name, fatal) {
    this.converter = new encoding.Converter(name === 'iso-8859-8-i' ? 'iso-8859-8' : name, fatal);
    this.fatal = fatal;
    // Here ICU gives bytes that stand for nothing a character of its own.
    this.strict = name === 'gbk' || name === 'windows-874';
  }

  decode(bytes, stream) {
    const text = this.converter.decode(bytes, !stream);
    if (!this.strict || text === undefined || !/[\uf8c1-\uf8ff]/.test(text)) return text;
    return this.fatal ? undefined : text.replace(/[\uf8c1-\uf8ff]/g, '\ufffd');
  }
}

function createDecoder(name, fatal, ignoreBOM) {
  if (name === 'utf-8') return new Utf8(fatal, ignoreBOM);
  if (name === 'utf-16le' || name === 'utf-16be') return new Utf16(fatal, ignoreBOM, name === 'utf-16be');
  if (name === 'windows-1252') return new Latin(0x80, windows1252);
  if (name === 'iso-8859-16') return new Latin(0xa0, iso885916);
  if (name === 'x-user-defined') return new UserDefined();
  return new Legacy(name, fatal);
}

module.exports = { createDecoder };
