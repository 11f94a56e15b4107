// SPDX-License-Identifier: MIT
// net.BlockList: addresses, ranges and subnets that are to be refused.
'use strict';

const { SocketAddress } = require('internal/socketaddress');
const { customInspectSymbol: kInspect } = require('internal/util');
const { validateInt32, validateString } = require('internal/validators');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');

const familyName = (family) => (family === 'ipv4' ? 'IPv4' : 'IPv6');

function toSocketAddress(address, family, name) {
  if (SocketAddress.isSocketAddress(address)) return address;
  validateString(address, name);
  validateString(family, 'family');
  return new SocketAddress({ address, family });
}

/** ::ffff:a.b.c.d as an IPv4 number; -1 for other IPv6 addresses. */
function mapped(n) {
  return n >> 32n === 0xffffn ? Number(n & 0xffffffffn) : -1;
}

class BlockList {
  #v4 = []; // { low, high }, numbers
  #v6 = []; // the same, BigInts
  #rules = []; // texts, newest first

  static isBlockList(value) {
    return value !== null && typeof value === 'object' && #rules in value;
  }

  #add(family, low, high, text) {
    (family === 'ipv4' ? this.#v4 : this.#v6).push({ low, high });
    this.#rules.unshift(text);
  }

  /**
   * @param {string | SocketAddress} address
   * @param {'ipv4' | 'ipv6'} [family]
   */
  addAddress(address, family = 'ipv4') {
    const a = toSocketAddress(address, family, 'address'), n = SocketAddress.numberOf(a);
    this.#add(a.family, n, n, `Address: ${familyName(a.family)} ${a.address}`);
  }

  addRange(start, end, family = 'ipv4') {
    const a = toSocketAddress(start, family, 'start'), b = toSocketAddress(end, family, 'end');
    const low = SocketAddress.numberOf(a), high = SocketAddress.numberOf(b);
    if (a.family !== b.family || low > high) throw new ERR_INVALID_ARG_VALUE('start', start, 'must come before end');
    this.#add(a.family, low, high, `Range: ${familyName(a.family)} ${a.address}-${b.address}`);
  }

  addSubnet(network, prefix, family = 'ipv4') {
    const a = toSocketAddress(network, family, 'network'), v4 = a.family === 'ipv4';
    validateInt32(prefix, 'prefix', 0, v4 ? 32 : 128);
    const n = SocketAddress.numberOf(a);
    let low, high;
    if (v4) {
      const size = 2 ** (32 - prefix);
      low = n - n % size;
      high = low + size - 1;
    } else {
      const bits = BigInt(128 - prefix);
      low = (n >> bits) << bits;
      high = low + (1n << bits) - 1n;
    }
    this.#add(a.family, low, high, `Subnet: ${familyName(a.family)} ${a.address}/${prefix}`);
  }

  /** @returns {boolean} is the address blocked? IPv4 rules also match IPv4-mapped IPv6 addresses. */
  check(address, family = 'ipv4') {
    if (!SocketAddress.isSocketAddress(address)) {
      validateString(address, 'address');
      validateString(family, 'family');
      try {
        address = new SocketAddress({ address, family });
      } catch {
        return false; // no address: nothing blocks it
      }
    }
    const n = SocketAddress.numberOf(address), within = ({ low, high }) => n >= low && n <= high;
    if (address.family === 'ipv4') {
      if (this.#v4.some(within)) return true;
      const as6 = (0xffffn << 32n) | BigInt(n);
      return this.#v6.some(({ low, high }) => low === high && low === as6 || (as6 >= low && as6 <= high && mapped(low) >= 0));
    }
    if (this.#v6.some(within)) return true;
    const as4 = mapped(n);
    return as4 >= 0 && this.#v4.some(({ low, high }) => as4 >= low && as4 <= high);
  }

  get rules() {
    return [...this.#rules];
  }

  toJSON() {
    return this.rules;
  }

  /** @param {string | string[]} json rules as `rules` gives them, or JSON of that */
  fromJSON(json) {
    const rules = typeof json === 'string' ? JSON.parse(json) : json;
    if (!Array.isArray(rules) || !rules.every((rule) => typeof rule === 'string')) {
      throw new ERR_INVALID_ARG_TYPE('data', ['string', 'string[]'], json);
    }
    for (const rule of [...rules].reverse()) this.#parse(rule);
  }

  #parse(rule) {
    const m = /^(Address|Range|Subnet): (IPv[46]) ([^-/\s]+)(?:[-/](\S+))?$/.exec(rule);
    if (m === null) return;
    const [, kind, family, first, second] = m;
    if (kind === 'Address') this.addAddress(first, family.toLowerCase());
    else if (kind === 'Range') this.addRange(first, second, family.toLowerCase());
    else this.addSubnet(first, Number(second), family.toLowerCase());
  }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `BlockList ${inspect({ rules: this.rules }, inner)}`;
  }
}

module.exports = { BlockList };
