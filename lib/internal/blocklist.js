// SPDX-License-Identifier: MIT
// net.BlockList: addresses, ranges and subnets that are to be refused.
'use strict';

const { SocketAddress } = require('internal/socketaddress');
const { customInspectSymbol: kInspect } = require('internal/util');
const { validateArray, validateInt32, validateString } = require('internal/validators');
const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');

const kinds = 'ASR'; // the order of `rules`: Address, Subnet, Range
const familyName = (family) => (family === 'ipv4' ? 'IPv4' : 'IPv6');

// IPv4 comes first: a text may hold anything around a rule.
const rulePatterns = [
  [String.raw`(?<family>IPv4) (?<start>(?:\d{1,3}\.){3}\d{1,3})`, String.raw`(?<end>(?:\d{1,3}\.){3}\d{1,3})`, '1,2'],
  [String.raw`(?<family>IPv6) (?<start>[\da-fA-F:.]{1,45})`, String.raw`(?<end>[\da-fA-F:.]{1,45})`, '1,3'],
].flatMap(([start, end, digits]) => [
  new RegExp(`Subnet: ${start}/(?<prefix>\\d{${digits}})`), new RegExp(`Address: ${start}`), new RegExp(`Range: ${start}-${end}`),
]);

function toSocketAddress(address, family, name) {
  if (SocketAddress.isSocketAddress(address)) return address;
  validateString(address, name);
  validateString(family, 'family');
  return new SocketAddress({ address, family });
}

// 'address/prefix' -> [address, prefix, family]
function splitCIDR(cidr) {
  validateString(cidr, 'cidr');
  const slash = cidr.lastIndexOf('/');
  if (slash === -1) {
    throw new ERR_INVALID_ARG_VALUE('cidr', cidr, 'must contain a prefix length (e.g. "10.0.0.0/8")');
  }
  const address = cidr.slice(0, slash);
  return [address, Number(cidr.slice(slash + 1)), address.includes(':') ? 'ipv6' : 'ipv4'];
}

/** ::ffff:a.b.c.d as an IPv4 number; -1 for other IPv6 addresses. */
function mapped(n) {
  return n >> 32n === 0xffffn ? Number(n & 0xffffffffn) : -1;
}

class BlockList {
  #v4 = []; // { low, high }, numbers
  #v6 = []; // the same, BigInts; subnets hold IPv4 addresses in their mapped form too
  #rules = []; // texts: addresses, subnets, ranges, each newest first; an address is there once
  #items = []; // what stands behind each text

  constructor() {
    markTransferMode(this, true, false);
  }

  static isBlockList(value) {
    return value !== null && typeof value === 'object' && #rules in value;
  }

  #add(family, low, high, text) {
    if (text.startsWith('Address') && this.#rules.includes(text)) return;
    const item = { low, high, subnet: text.startsWith('Subnet') };
    const kind = kinds.indexOf(text[0]), index = this.#rules.findIndex((rule) => kinds.indexOf(rule[0]) >= kind);
    const at = index === -1 ? this.#rules.length : index;
    (family === 'ipv4' ? this.#v4 : this.#v6).push(item);
    this.#rules.splice(at, 0, text);
    this.#items.splice(at, 0, item);
  }

  // Takes the newest rule with this text away, if there is one.
  #remove(family, text) {
    const index = this.#rules.indexOf(text);
    if (index === -1) return;
    const list = family === 'ipv4' ? this.#v4 : this.#v6;
    list.splice(list.indexOf(this.#items[index]), 1);
    this.#rules.splice(index, 1);
    this.#items.splice(index, 1);
  }

  /** The ranges of RFC 1918, loopback, link-local and unique local addresses, for addCIDRs(). */
  static PRIVATE_RANGES = Object.freeze([
    '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8', '::1/128', '169.254.0.0/16', 'fe80::/10', 'fc00::/7',
  ]);

  /** @returns {number} of rules */
  get size() {
    return this.#rules.length;
  }

  /** Takes all rules away. */
  clear() {
    this.#v4.length = this.#v6.length = this.#rules.length = this.#items.length = 0;
  }

  /** @param {string[]} addresses of the family given */
  addAddresses(addresses, family = 'ipv4') {
    validateArray(addresses, 'addresses');
    for (const address of addresses) this.addAddress(address, family);
  }

  /** @param {string} cidr e.g. '10.0.0.0/8'; the family shows in the address */
  addCIDR(cidr) {
    this.addSubnet(...splitCIDR(cidr));
  }

  addCIDRs(cidrs) {
    validateArray(cidrs, 'cidrs');
    for (const cidr of cidrs) this.addCIDR(cidr);
  }

  removeAddress(address, family = 'ipv4') {
    const a = toSocketAddress(address, family, 'address');
    this.#remove(a.family, `Address: ${familyName(a.family)} ${a.address}`);
  }

  removeRange(start, end, family = 'ipv4') {
    const a = toSocketAddress(start, family, 'start'), b = toSocketAddress(end, family, 'end');
    this.#remove(a.family, `Range: ${familyName(a.family)} ${a.address}-${b.address}`);
  }

  removeSubnet(network, prefix, family = 'ipv4') {
    const a = toSocketAddress(network, family, 'network');
    validateInt32(prefix, 'prefix', 0, a.family === 'ipv4' ? 32 : 128);
    this.#remove(a.family, `Subnet: ${familyName(a.family)} ${a.address}/${prefix}`);
  }

  removeCIDR(cidr) {
    this.removeSubnet(...splitCIDR(cidr));
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
    if (a.family !== b.family || low > high) throw new ERR_INVALID_ARG_VALUE('start', a, 'must come before end');
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
      return this.#v6.some(({ low, high, subnet }) =>
        as6 >= low && as6 <= high && (subnet || mapped(low) >= 0 && mapped(high) >= 0));
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
      throw new ERR_INVALID_ARG_TYPE('data', ['string', 'string[]'], rules);
    }
    for (const rule of [...rules].reverse()) this.#parse(rule);
  }

  // What looks like no rule is passed over, what a rule says that cannot be throws.
  #parse(rule) {
    const m = rulePatterns.reduce((found, pattern) => found ?? pattern.exec(rule), null)?.groups;
    if (!m) return;
    const family = m.family.toLowerCase();
    if (m.end !== undefined) this.addRange(m.start, m.end, family);
    else if (m.prefix !== undefined) this.addSubnet(m.start, Number(m.prefix), family);
    else this.addAddress(m.start, family);
  }

  [kClone]() {
    return { data: this.rules, deserializeInfo: 'internal/blocklist:BlockList' };
  }

  [kDeserialize](rules) {
    this.fromJSON(rules);
  }

  [kInspect](depth, options) {
    if (depth < 0) return options.stylize(`[${this.constructor.name}]`, 'special');
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `BlockList ${inspect({ rules: this.rules }, inner)}`;
  }
}

module.exports = { BlockList };
