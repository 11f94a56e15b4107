// SPDX-License-Identifier: MIT
// The decoders behind TextDecoder, one class for each kind of encoding. decode(bytes, stream) gives the
// text, or undefined for what is not valid when errors are fatal; only with `stream` is anything kept.
'use strict';

const buffer = internalBinding('buffer');
const encoding = internalBinding('encoding');
const { encodingsMap } = require('internal/util');

const { latin1, utf16le } = encodingsMap;
/** Flags of decodeUtf8(): a byte order mark belongs to the text; undefined for what is not valid. */
const kAsIs = 1, kFatal = 2;
const empty = new Uint8Array(new ArrayBuffer(0));

function joined(first, second) {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

/** Bytes that nobody else can change. (slice() of a Buffer would share them.) */
function copy(bytes, start, end) {
  return new Uint8Array(bytes.subarray(start, end));
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
    this.flags = (ignoreBOM ? kAsIs : 0) | (fatal ? kFatal : 0);
    this.held = empty;
    this.started = false; // the byte order mark is behind us
  }

  decode(bytes, stream) {
    if (!stream && !this.started && this.held.length === 0) {
      return encoding.decodeUtf8(bytes, this.flags);
    }
    if (this.held.length > 0) bytes = joined(this.held, bytes);
    this.held = empty;
    if (stream) {
      const end = cutOff(bytes);
      if (end < bytes.length) {
        this.held = copy(bytes, end, bytes.length);
        bytes = bytes.subarray(0, end);
      }
    }
    const flags = this.started ? this.flags | kAsIs : this.flags;
    this.started = stream && (this.started || bytes.length > 0);
    return encoding.decodeUtf8(bytes, flags);
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
    if (stream && rest > 0) this.held = copy(bytes, end, bytes.length);
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
      bytes = copy(bytes, 0, end);
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

/** Encodings of one byte a character, ASCII below 0x80. */
class SingleByte {
  constructor(name, fatal) {
    this.fatal = fatal;
    this.table = tables[name] ??= highCharacters(name);
  }

  decode(bytes) {
    const text = buffer.slice(bytes, 0, bytes.length, latin1);
    if (buffer.isAscii(bytes)) return text;
    let out = '';
    for (let i = 0; i < text.length; i++) out += bytes[i] < 0x80 ? text[i] : this.table[bytes[i] - 0x80];
    return this.fatal && out.includes('\ufffd') ? undefined : out;
  }
}

/** The characters of the bytes from 0x80 on, as ICU has them. */
function highCharacters(name) {
  const converter = new encoding.Converter(name === 'iso-8859-8-i' ? 'iso-8859-8' : name, false);
  const text = converter.decode(Uint8Array.from({ length: 128 }, (_, i) => i + 0x80), true);
  // The standard differs from ICU's tables in these; and what stands for nothing has a character of
  // its own in some of them.
  if (name === 'macintosh') return text;
  if (name === 'koi8-u') return text.replace('\u255d', '\u045e').replace('\u256c', '\u040e');
  if (name === 'windows-1253') return text.replace('\xaa', '\ufffd').replace(/[\uf8c1-\uf8ff]/g, '\ufffd');
  if (name === 'windows-1255') return `${text.slice(0, 0x4a)}\u05ba${text.slice(0x4b)}`;
  return text.replace(/[\uf8c1-\uf8ff]/g, '\ufffd');
}

const tables = {
  '__proto__': null,
  'windows-1252': '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ' + latin(0xa0, 0xff),
  'iso-8859-16': latin(0x80, 0xa0) + 'ĄąŁ€„Š§š©Ș«Ź\xadźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚß' +
    'àáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ',
};

function latin(first, last) {
  let text = '';
  for (let code = first; code <= last; code++) text += String.fromCharCode(code);
  return text;
}

/** Encodings of several bytes a character: ICU's converters. */
class MultiByte {
  constructor(name, fatal) {
    this.converter = new encoding.Converter(name, fatal);
    this.fatal = fatal;
    this.strict = name === 'gbk';
  }

  decode(bytes, stream) {
    const text = this.converter.decode(bytes, !stream);
    if (!this.strict || text === undefined || !text.includes('\uf8f5')) return text;
    return this.fatal ? undefined : text.replaceAll('\uf8f5', '\ufffd');
  }
}

function createDecoder(name, fatal, ignoreBOM) {
  if (name === 'utf-8') return new Utf8(fatal, ignoreBOM);
  if (name === 'utf-16le' || name === 'utf-16be') return new Utf16(fatal, ignoreBOM, name === 'utf-16be');
  if (name === 'x-user-defined') return new UserDefined();
  if (/^(?:gb|big5|euc|iso-2022|shift)/.test(name)) return new MultiByte(name, fatal);
  return new SingleByte(name, fatal);
}

module.exports = { createDecoder };
