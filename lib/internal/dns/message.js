// SPDX-License-Identifier: MIT
// Reads a DNS response (RFC 1035) into what dns.resolve*() give. C hands over the bytes as they came from the
// network: every length is checked, and a response of which any record is broken is no response.
'use strict';

const { formatIPv6 } = require('internal/socketaddress');

const types = {
  __proto__: null,
  A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33, NAPTR: 35, TLSA: 52, ANY: 255, CAA: 257,
};
/** Those that nobody can ask for, and are looked at nevertheless. */
const others = { __proto__: null, HINFO: 13, SIG: 24, OPT: 41, SVCB: 64, HTTPS: 65, URI: 256 };
const IN = 1;
const classes = [IN, 3, 4, 254];
const MAX_NAME_BYTES = 255; // RFC 1035 §2.3.4
const rcodes = /^([0-9]|1[016-9]|2[0-3])$/; // those there are
const MAX_TTL = 2 ** 31 - 1;

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    this.end = bytes.length;
    this.usable = true; // names and types are such as hosts have
    this.rcode = 0;
  }

  need(n) {
    if (n < 0 || this.at + n > this.end) throw new RangeError('truncated');
  }

  u8() {
    this.need(1);
    return this.bytes[this.at++];
  }

  u16() {
    this.need(2);
    this.at += 2;
    return this.bytes.readUInt16BE(this.at - 2);
  }

  u32() {
    this.need(4);
    this.at += 4;
    return this.bytes.readUInt32BE(this.at - 4);
  }

  slice(n) {
    this.need(n);
    this.at += n;
    return this.bytes.subarray(this.at - n, this.at);
  }

  /** What is left, which must be something. */
  rest() {
    if (this.at === this.end) throw new RangeError('empty');
    return this.slice(this.end - this.at);
  }

  /** A <character-string>. */
  text() {
    return this.slice(this.u8()).latin1Slice();
  }

  /** The same where only printable characters belong. */
  word() {
    const text = this.text();
    if (/[^ -~]/.test(text)) throw new RangeError('characters');
    return text;
  }

  /** A domain name, whose compression points backwards: it has an end. */
  name() {
    const labels = [];
    let after = -1, bytes = 0, first = this.at;
    for (;;) {
      const length = this.u8();
      if (length === 0) break;
      if ((length & 0xc0) === 0xc0) {
        const target = ((length & 0x3f) << 8) | this.u8();
        if (after < 0) after = this.at;
        if (target >= first) throw new RangeError('forward');
        this.at = first = target;
      } else if (length & 0xc0) {
        throw new RangeError('label');
      } else {
        bytes += length + 1;
        if (bytes > MAX_NAME_BYTES) throw new RangeError('name');
        labels.push(presentation(this.slice(length).latin1Slice()));
      }
    }
    if (after >= 0) this.at = after;
    return labels.join('.');
  }
}

/** A label as zone files have it. */
function presentation(label) {
  return label.replace(/[".;\\()@$]/g, '\\$&')
    .replace(/[^ -~]/g, (c) => `\\${String(c.charCodeAt(0)).padStart(3, '0')}`);
}

/** The data of one record, by type; undefined for those that nobody asks for. */
function readData(r, type) {
  switch (type) {
    case types.A: return r.slice(4).join('.');
    case types.AAAA: return formatIPv6(BigInt(`0x${r.slice(16).hexSlice()}`));
    case types.NS:
    case types.CNAME:
    case types.PTR: return r.name();
    case types.MX: {
      const priority = r.u16();
      return { exchange: r.name(), priority, type: 'MX' };
    }
    case types.TXT: {
      const entries = [];
      do entries.push(r.text()); while (r.at < r.end);
      return entries;
    }
    case types.SRV: {
      const priority = r.u16(), weight = r.u16(), port = r.u16();
      return { name: r.name(), port, priority, weight, type: 'SRV' };
    }
    case types.SOA: {
      const nsname = r.name(), hostmaster = r.name(), serial = r.u32();
      // Times are signed, as in Node; resolveAny() gives it its type.
      return { nsname, hostmaster, serial, refresh: r.u32() | 0, retry: r.u32() | 0, expire: r.u32() | 0, minttl: r.u32(), type: undefined };
    }
    case types.NAPTR: {
      const order = r.u16(), preference = r.u16();
      const flags = r.word(), service = r.word(), regexp = r.word();
      return { flags, service, regexp, replacement: r.name(), order, preference, type: undefined };
    }
    case types.CAA: {
      const critical = r.u8(), tag = r.word();
      if (tag === '') throw new RangeError('tag');
      return { critical, type: 'CAA', [tag]: r.rest().latin1Slice().replace(/\0.*/s, '') };
    }
    case types.TLSA: {
      const certUsage = r.u8(), selector = r.u8(), match = r.u8(), data = r.rest();
      return { certUsage, selector, match, data: data.buffer.slice(data.byteOffset, data.byteOffset + data.length) };
    }
    default: checkOther(r, type);
  }
}

function checkOther(r, type) {
  switch (type) {
    case others.HINFO:
      r.word();
      r.word();
      break;
    case others.SIG:
      r.slice(18);
      r.name();
      r.rest();
      break;
    case others.OPT:
    case others.SVCB:
    case others.HTTPS:
      if (type !== others.OPT) {
        r.u16();
        r.name();
      }
      while (r.at < r.end) {
        r.u16();
        r.slice(r.u16());
      }
      break;
    case others.URI:
      r.u32();
      r.rest();
      break;
    case types.ANY: throw new RangeError('type');
    case 0:
      r.usable = false;
      break;
    default: if (r.at === r.end) r.usable = false;
  }
}

function readRecord(r) {
  const name = r.name();
  const type = r.u16(), cls = r.u16(), ttl = r.u32(), length = r.u16();
  if (type !== others.OPT && !classes.includes(cls)) throw new RangeError('class');
  r.need(length);
  const end = r.end, after = r.at + length;
  r.end = after;
  const data = readData(r, type);
  r.at = after;
  r.end = end;
  if (/[^\w.*/-]/.test(name.replaceAll('\\.', '.'))) r.usable = false;
  if (type === others.OPT) r.rcode |= ttl >>> 24 << 4;
  return { type, cls, ttl: Math.min(ttl, MAX_TTL), name, data };
}

/**
 * @param {Buffer} bytes
 * @returns {{ type: number, ttl: number, name: string, data: any }[] | string} a string: the code of what is wrong with it
 */
function readAnswers(bytes) {
  const r = new Reader(bytes), answers = [];
  try {
    r.slice(3);
    r.rcode = r.u8() & 15;
    const questions = r.u16(), count = r.u16(), rest = r.u16() + r.u16();
    for (let i = 0; i < questions; i++) {
      r.name();
      r.slice(4);
    }
    for (let i = 0; i < count; i++) {
      const record = readRecord(r);
      if (record.cls === IN && record.data !== undefined) answers.push(record);
    }
    for (let i = 0; i < rest; i++) readRecord(r);
  } catch (err) {
    if (err instanceof RangeError) return 'EBADRESP';
    throw err;
  }
  if (!r.usable) return 'EFORMERR';
  return rcodes.test(r.rcode) ? answers : 'ESERVFAIL';
}

/** resolveAny(): every record, with its type. */
function anyRecord(type, { ttl, data }) {
  switch (type) {
    case 'A':
    case 'AAAA': return { address: data, ttl, type };
    case 'TXT': return { entries: data, type };
    case 'NS':
    case 'CNAME':
    case 'PTR': return { value: data, type };
    case 'CAA': return data;
  }
  return { ...data, type };
}

const anyOrder = ['A', 'CNAME', 'AAAA', 'MX', 'NS', 'TXT', 'SRV', 'PTR', 'NAPTR', 'SOA', 'TLSA', 'CAA'];

/** What resolve<Name>() answers; a string is the code of its error. */
function parseAnswer(bytes, typeName, ttl) {
  const answers = readAnswers(bytes);
  if (typeof answers === 'string') return answers;
  const all = (name) => answers.filter(({ type }) => type === types[name]);
  const ofType = (name) => (name === 'CNAME' ? all(name).slice(0, 1) : all(name)); // a name has one alias at most
  if (typeName === 'ANY') return anyOrder.flatMap((name) => ofType(name).map((answer) => anyRecord(name, answer)));
  const found = ofType(typeName);
  switch (typeName) {
    case 'SOA': return found.length > 0 ? found[0].data : 'EBADRESP';
    case 'A':
    case 'AAAA': {
      const aliases = all('CNAME');
      if (found.length === 0 && aliases.length === 0) return 'ENODATA';
      if (!ttl) break;
      // An answer is as old as the aliases that lead to it.
      const most = Math.min(...aliases.map(({ ttl }) => ttl));
      return found.map(({ data, ttl }) => ({ address: data, ttl: Math.min(ttl, most) }));
    }
    case 'NS':
    case 'PTR':
    case 'CNAME':
      if (found.length === 0) return 'ENODATA';
  }
  return found.map(({ data }) => data);
}

/** The code of what is wrong with it, if it says no more than an error; undefined if nothing is. */
function whatIsWrong(bytes) {
  const answers = readAnswers(bytes);
  return typeof answers === 'string' ? answers : undefined;
}

module.exports = { parseAnswer, types, whatIsWrong };
