// SPDX-License-Identifier: MIT
// net.SocketAddress: an address, its family, a port. Also reads addresses into numbers for BlockList.
'use strict';

const { isIPv4, isIPv6 } = require('internal/net');
const { customInspectSymbol: kInspect, kEmptyObject } = require('internal/util');
const { validateObject, validatePort, validateString, validateUint32 } = require('internal/validators');
const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');

/** 'a.b.c.d' as a 32-bit number. */
function parseIPv4(text) {
  let n = 0;
  for (const part of text.split('.')) n = n * 256 + Number(part);
  return n;
}

/** An IPv6 address as a 128-bit BigInt (zone left out). */
function parseIPv6(text) {
  const percent = text.indexOf('%');
  if (percent >= 0) text = text.slice(0, percent);
  const quad = text.lastIndexOf(':') + 1;
  if (text.includes('.')) {
    const n = parseIPv4(text.slice(quad));
    text = `${text.slice(0, quad)}${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}`;
  }
  const [head, tail] = text.split('::');
  const left = head ? head.split(':') : [], right = tail ? tail.split(':') : [];
  const missing = tail === undefined ? 0 : 8 - left.length - right.length;
  let n = 0n;
  for (const group of [...left, ...Array(missing).fill('0'), ...right]) n = (n << 16n) | BigInt(`0x${group}`);
  return n;
}

/** The shortest text of a 128-bit number (RFC 5952). */
function formatIPv6(n) {
  const groups = [];
  for (let i = 7n; i >= 0n; i--) groups.push(Number((n >> (i * 16n)) & 0xffffn));
  if (n >> 32n === 0xffffn || n >> 32n === 0n && n >> 16n !== 0n) { // mapped, or "compatible"
    const v4 = Number(n & 0xffffffffn);
    return `${n >> 32n === 0n ? '::' : '::ffff:'}${v4 >>> 24}.${(v4 >>> 16) & 255}.${(v4 >>> 8) & 255}.${v4 & 255}`;
  }
  let best = -1, bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let j = i;
    while (j < 8 && groups[j] === 0) j++;
    if (j - i > bestLength) {
      best = i;
      bestLength = j - i;
    }
    if (j > i) i = j;
  }
  const hex = (list) => list.map((g) => g.toString(16)).join(':');
  if (best < 0) return hex(groups);
  return `${hex(groups.slice(0, best))}::${hex(groups.slice(best + bestLength))}`;
}

/** The port of [addr]:port, a.b.c.d:port or a bare address; undefined if that is no address. */
function splitPort(input) {
  const v6 = /^\[([^\]]+)\](?::(\d+))?$/.exec(input);
  if (v6) return { address: v6[1], port: v6[2] ?? '0', family: 'ipv6' };
  const v4 = /^([^:[\]]+)(?::(\d+))?$/.exec(input);
  if (v4) return { address: v4[1], port: v4[2] ?? '0', family: 'ipv4' };
}

class SocketAddress {
  #address;
  #family;
  #port;
  #flowlabel;
  #value;

  static isSocketAddress(value) {
    return value !== null && typeof value === 'object' && #address in value;
  }

  /**
   * @param {string} input '1.2.3.4:80', '[::1]:80', or without port
   * @returns {SocketAddress | undefined} undefined when it is none
   */
  static parse(input) {
    validateString(input, 'input');
    try {
      // The URL parser knows 1.1, 0x7f.1 and the like.
      const { hostname, port } = new URL(`http://${input}`);
      if (hostname.startsWith('[')) {
        return new SocketAddress({ address: hostname.slice(1, -1), port: +port || portOf(input), family: 'ipv6' });
      }
      return new SocketAddress({ address: hostname, port: +port || portOf(input) });
    } catch {
      return undefined;
    }
  }

  /** @param {{ address?: string, port?: number, family?: 'ipv4' | 'ipv6', flowlabel?: number }} [options] */
  constructor(options = kEmptyObject) {
    validateObject(options, 'options');
    let { family = 'ipv4', port = 0, flowlabel = 0 } = options;
    const { address = (family === 'ipv4' ? '127.0.0.1' : '::') } = options;
    if (typeof family?.toLowerCase === 'function') family = family.toLowerCase();
    if (family !== 'ipv4' && family !== 'ipv6') throw new ERR_INVALID_ARG_VALUE('options.family', options.family);
    validateString(address, 'options.address');
    validatePort(port, 'options.port');
    validateUint32(flowlabel, 'options.flowlabel', false);
    if (!(family === 'ipv4' ? isIPv4(address) : isIPv6(address))) {
      const error = new Error('Invalid socket address'); // a native's error in Node: its text has no code
      error.code = 'ERR_INVALID_ADDRESS';
      throw error;
    }
    port |= 0;
    flowlabel &= 0xfffff;
    this.#set(address, family, port, flowlabel);
    markTransferMode(this, true, false);
  }

  #set(address, family, port, flowlabel) {
    this.#family = family;
    this.#value = family === 'ipv4' ? parseIPv4(address) : parseIPv6(address);
    this.#address = family === 'ipv4' ? address : formatIPv6(this.#value);
    this.#port = port;
    this.#flowlabel = family === 'ipv4' ? 0 : flowlabel;
  }

  get address() { return this.#address; }
  get port() { return this.#port; }
  get family() { return this.#family; }
  get flowlabel() { return this.#flowlabel; }

  /** For BlockList: a number (IPv4) or BigInt (IPv6). */
  static numberOf(socketAddress) { return socketAddress.#value; }

  [kInspect](depth, options) {
    if (depth < 0) return options.stylize(`[${this.constructor.name}]`, 'special');
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `SocketAddress ${inspect(this.toJSON(), inner)}`;
  }

  [kClone]() {
    return { data: this.toJSON(), deserializeInfo: 'internal/socketaddress:SocketAddress' };
  }

  [kDeserialize]({ address, family, port, flowlabel }) {
    this.#set(address, family, port, flowlabel);
  }

  toJSON() {
    return { address: this.address, port: this.port, family: this.family, flowlabel: this.flowlabel };
  }
}

/** Port 80 is the default of http: and vanishes in the URL parser. */
function portOf(input) {
  const parts = splitPort(input);
  return parts === undefined ? 0 : +parts.port;
}

module.exports = { SocketAddress, formatIPv6, parseIPv4, parseIPv6 };
