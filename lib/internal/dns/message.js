// SPDX-License-Identifier: MIT
// Reads a DNS response (RFC 1035) into what dns.resolve*() give. C hands over the bytes as they came from the
// network: every length is checked.
'use strict';

const { formatIPv6 } = require('internal/socketaddress');

const types = {
  __proto__: null,
  A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33, NAPTR: 35, TLSA: 52, ANY: 255, CAA: 257,
};
const IN = 1;
const MAX_NAME_JUMPS = 128;
const MAX_NAME_BYTES = 255; // RFC 1035 §2.3.4

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  need(n) {
    if (n < 0 || this.at + n > this.bytes.length) throw new RangeError('truncated');
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

  /** A <character-string>. */
  text() {
    return this.slice(this.u8()).latin1Slice();
  }

  /** A domain name, with compression. */
  name() {
    const labels = [];
    let jumps = 0, after = -1, bytes = 0;
    for (;;) {
      const length = this.u8();
      if (length === 0) break;
      if ((length & 0xc0) === 0xc0) {
        const target = ((length & 0x3f) << 8) | this.u8();
        if (after < 0) after = this.at;
        if (++jumps > MAX_NAME_JUMPS) throw new RangeError('loop');
        this.at = target;
      } else if (length & 0xc0) {
        throw new RangeError('label');
      } else {
        bytes += length + 1;
        if (bytes > MAX_NAME_BYTES) throw new RangeError('name');
        // A dot inside a label is written with a backslash.
        labels.push(this.slice(length).latin1Slice().replace(/[.\\]/g, '\\$&'));
      }
    }
    if (after >= 0) this.at = after;
    return labels.join('.');
  }
}

/** The data of one record, by type; undefined for those that nobody asks for. */
function readData(r, type, length) {
  switch (type) {
    case types.A: return r.slice(4).join('.');
    case types.AAAA: return formatIPv6(BigInt(`0x${r.slice(16).hexSlice()}`));
    case types.NS:
    case types.CNAME:
    case types.PTR: return r.name();
    case types.MX: {
      const priority = r.u16();
      return { exchange: r.name(), priority };
    }
    case types.TXT: {
      const entries = [], end = r.at + length;
      while (r.at < end) entries.push(r.text());
      return entries;
    }
    case types.SRV: {
      const priority = r.u16(), weight = r.u16(), port = r.u16();
      return { name: r.name(), port, priority, weight };
    }
    case types.SOA: {
      const nsname = r.name(), hostmaster = r.name();
      return { nsname, hostmaster, serial: r.u32(), refresh: r.u32(), retry: r.u32(), expire: r.u32(), minttl: r.u32() };
    }
    case types.NAPTR: {
      const order = r.u16(), preference = r.u16();
      const flags = r.text(), service = r.text(), regexp = r.text();
      return { flags, service, regexp, replacement: r.name(), order, preference };
    }
    case types.CAA: {
      const critical = r.u8(), tagLength = r.u8();
      const tag = r.slice(tagLength).latin1Slice();
      return { critical, [tag]: r.slice(length - 2 - tagLength).latin1Slice() };
    }
    case types.TLSA: {
      const certUsage = r.u8(), selector = r.u8(), match = r.u8(), data = r.slice(length - 3);
      return { certUsage, selector, match, data: data.buffer.slice(data.byteOffset, data.byteOffset + data.length) };
    }
  }
}

/**
 * @param {Buffer} bytes
 * @returns {{ type: number, ttl: number, name: string, data: any }[] | null} null: not a proper response
 */
function readAnswers(bytes) {
  const r = new Reader(bytes), answers = [];
  try {
    r.slice(4);
    const questions = r.u16(), count = r.u16();
    r.slice(4);
    for (let i = 0; i < questions; i++) {
      r.name();
      r.slice(4);
    }
    for (let i = 0; i < count; i++) {
      const name = r.name(), type = r.u16(), cls = r.u16(), ttl = r.u32(), length = r.u16();
      r.need(length);
      const end = r.at + length;
      if (cls === IN) {
        const data = readData(r, type, length);
        if (r.at > end) return null;
        if (data !== undefined) answers.push({ type, ttl, name, data });
      }
      r.at = end;
    }
  } catch (err) {
    if (err instanceof RangeError) return null;
    throw err;
  }
  return answers;
}

const nameKinds = { __proto__: null, [types.NS]: 'NS', [types.CNAME]: 'CNAME', [types.PTR]: 'PTR' };

/** resolveAny(): every record, with its type. */
function anyRecord({ type, ttl, data }) {
  switch (type) {
    case types.A: return { address: data, ttl, type: 'A' };
    case types.AAAA: return { address: data, ttl, type: 'AAAA' };
    case types.TXT: return { entries: data, type: 'TXT' };
    case types.NS:
    case types.CNAME:
    case types.PTR: return { value: data, type: nameKinds[type] };
  }
  for (const name in types) if (types[name] === type) return { ...data, type: name };
}

/** What resolve<Name>() answers; null when the response is no good. */
function parseAnswer(bytes, typeName, ttl) {
  const answers = readAnswers(bytes);
  if (answers === null) return null;
  if (typeName === 'ANY') return answers.map(anyRecord);
  const wanted = types[typeName], found = answers.filter(({ type }) => type === wanted);
  if (typeName === 'SOA') return found.length > 0 ? found[0].data : undefined;
  if (ttl) return found.map(({ data, ttl }) => ({ address: data, ttl }));
  return found.map(({ data }) => data);
}

module.exports = { parseAnswer, types };
