// SPDX-License-Identifier: MIT
// What the callback and the promise forms of node:dns share: resolver objects, servers, checks, error codes.
'use strict';

const { initHooksExist } = require('internal/async_hooks');
const { startPerf, stopPerf } = require('internal/diagnostics');
const {
  DNSException,
  codes: { ERR_DNS_SET_SERVERS_FAILED, ERR_INVALID_ARG_VALUE, ERR_INVALID_IP_ADDRESS },
} = require('internal/errors');
const { isIP } = require('internal/net');
const {
  validateArray,
  validateInt32,
  validateOneOf,
  validateString,
  validateUint32,
} = require('internal/validators');
const cares = internalBinding('cares_wrap');
const { AI_ADDRCONFIG, AI_ALL, AI_V4MAPPED } = cares;
const { getOptionValue } = require('internal/options');

/** c-ares status numbers, in their order. */
const statusNames = [
  undefined, 'ENODATA', 'EFORMERR', 'ESERVFAIL', 'ENOTFOUND', 'ENOTIMP', 'EREFUSED', 'EBADQUERY', 'EBADNAME',
  'EBADFAMILY', 'EBADRESP', 'ECONNREFUSED', 'ETIMEOUT', 'EOF', 'EFILE', 'ENOMEM', 'EDESTRUCTION', 'EBADSTR',
  'EBADFLAGS', 'ENONAME', 'EBADHINTS', 'ENOTINITIALIZED', 'ELOADIPHLPAPI', 'EADDRGETNETWORKPARAMS', 'ECANCELLED',
];

const errorCodes = {
  NODATA: 'ENODATA', FORMERR: 'EFORMERR', SERVFAIL: 'ESERVFAIL', NOTFOUND: 'ENOTFOUND', NOTIMP: 'ENOTIMP',
  REFUSED: 'EREFUSED', BADQUERY: 'EBADQUERY', BADNAME: 'EBADNAME', BADFAMILY: 'EBADFAMILY', BADRESP: 'EBADRESP',
  CONNREFUSED: 'ECONNREFUSED', TIMEOUT: 'ETIMEOUT', EOF: 'EOF', FILE: 'EFILE', NOMEM: 'ENOMEM',
  DESTRUCTION: 'EDESTRUCTION', BADSTR: 'EBADSTR', BADFLAGS: 'EBADFLAGS', NONAME: 'ENONAME', BADHINTS: 'EBADHINTS',
  NOTINITIALIZED: 'ENOTINITIALIZED', LOADIPHLPAPI: 'ELOADIPHLPAPI', ADDRGETNETWORKPARAMS: 'EADDRGETNETWORKPARAMS',
  CANCELLED: 'ECANCELLED',
};

// ---- the order of addresses --------------------------------------------------------------------------------

const orders = ['verbatim', 'ipv4first', 'ipv6first'];
let defaultOrder;

/** The order of the command line. Throws for what is none. */
function initialOrder() {
  const option = getOptionValue('--dns-result-order');
  if (option) validateOneOf(option, '--dns-result-order', orders);
  return option || 'verbatim';
}

function getDefaultResultOrder() {
  return defaultOrder ??= initialOrder();
}

function setDefaultResultOrder(value) {
  validateOneOf(value, 'dnsOrder', orders);
  defaultOrder = value;
}

/** The number that C takes. */
function orderNumber(order) {
  return orders.indexOf(order);
}

// ---- resolvers ------------------------------------------------------------------------------------------------

function checkTimeout(options) {
  const { timeout = -1 } = { ...options };
  validateInt32(timeout, 'options.timeout', -1);
  return timeout;
}

function checkTries(options) {
  const { tries = 4 } = { ...options };
  validateInt32(tries, 'options.tries', 1);
  return tries;
}

function checkMaxTimeout(options) {
  const { maxTimeout = 0 } = { ...options };
  validateUint32(maxTimeout, 'options.maxTimeout');
  return maxTimeout;
}

/** 'address', 'address:port', '[address]:port' → [family, address, port]. */
function parseServer(server, i) {
  validateString(server, `servers[${i}]`);
  const family = isIP(server);
  if (family !== 0) return [family, server, 53];
  const m6 = /^\[([^[\]]*)\](?::(\d+))?$/.exec(server) ?? /^\[([^[\]]*)\]/.exec(server);
  if (m6 && isIP(m6[1]) !== 0) return [isIP(m6[1]), m6[1], Number(m6[2] ?? 53)];
  const m4 = /^([^:]+):(\d+)$/.exec(server);
  if (m4 && isIP(m4[1]) !== 0) return [isIP(m4[1]), m4[1], Number(m4[2])];
  throw new ERR_INVALID_IP_ADDRESS(server);
}

class ResolverBase {
  #channel;

  constructor(options = undefined) {
    const timeout = checkTimeout(options), tries = checkTries(options), maxTimeout = checkMaxTimeout(options);
    this.#channel = new cares.ChannelWrap(timeout, tries, maxTimeout);
    if (initHooksExist()) require('internal/async_resources').announce('DNSCHANNEL', this.#channel);
  }

  get _handle() {
    return this.#channel;
  }

  /** All outstanding queries fail with ECANCELLED. */
  cancel() {
    this.#channel.cancel();
  }

  /** @returns {string[]} with the port where it is not 53 */
  getServers() {
    return (this.#channel.getServers() || []).map(([address, port]) => {
      if (!port || port === 53) return address;
      return isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
    });
  }

  setServers(servers) {
    validateArray(servers, 'servers');
    const parsed = servers.map(parseServer), before = this.#channel.getServers();
    const err = this.#channel.setServers(parsed);
    if (err !== 0) {
      this.#channel.setServers(before.map(([address, port]) => [isIP(address), address, port]));
      throw new ERR_DNS_SET_SERVERS_FAILED(cares.strerror(err), servers);
    }
  }

  /** @param {string} ipv4 @param {string} ipv6 from where queries are sent */
  setLocalAddress(ipv4, ipv6) {
    validateString(ipv4, 'ipv4');
    if (ipv6 !== undefined) validateString(ipv6, 'ipv6');
    let four = isIP(ipv4) === 4 ? ipv4 : undefined, six = isIP(ipv4) === 6 ? ipv4 : undefined;
    if (ipv6 !== undefined) {
      if (isIP(ipv6) === 4 && six !== undefined) four = ipv6;
      else if (isIP(ipv6) === 6 && four !== undefined) six = ipv6;
      else if (isIP(ipv6) !== 0 && isIP(ipv4) !== 0) {
        const err = new TypeError(`Cannot specify two IPv${isIP(ipv4)} addresses.`);
        err.code = 'ERR_INVALID_ARG_VALUE';
        throw err;
      } else {
        invalidAddress();
      }
    }
    if (four === undefined && six === undefined) invalidAddress();
    this.#channel.setLocalAddress(four, six);
  }
}

function invalidAddress() {
  const err = new TypeError('Invalid IP address.');
  err.code = 'ERR_INVALID_ARG_VALUE';
  throw err;
}

let defaultResolver;
function getDefaultResolver() {
  if (defaultResolver === undefined) defaultResolver = new ResolverBase();
  return defaultResolver;
}

function setDefaultResolver(resolver) {
  defaultResolver = resolver;
}

const kPerf = Symbol('perf');

// ---- queries ---------------------------------------------------------------------------------------------------

/** The error of a query. status: c-ares' number, or text. */
function queryError(status, binding, hostname) {
  return new DNSException(typeof status === 'number' ? statusNames[status] ?? 'EBADRESP' : status, binding, hostname);
}

/** Sends one query. done(err, result). `req` carries what tools like to see. */
function query(resolver, typeName, hostname, ttl, req, done) {
  const { parseAnswer, types, whatIsWrong } = require('internal/dns/message');
  const binding = `query${capital(typeName)}`;
  req.bindingName = binding;
  req.hostname = hostname;
  req.ttl = ttl;
  req.oncomplete = (status, answer) => {
    // An answer that is none says nothing, not even an error.
    if (status !== 0) return done(queryError((answer && whatIsWrong(answer)) ?? status, binding, hostname));
    const result = parseAnswer(answer, typeName, ttl);
    if (typeof result === 'string') return done(queryError(result, binding, hostname));
    stopPerf(req, kPerf, { result });
    done(null, result);
  };
  const err = resolver._handle.query(req, toASCII(hostname), types[typeName]);
  if (err) throw queryError(err, binding, hostname);
  startPerf(req, kPerf, 'dns', binding, { host: hostname, ttl });
}

const capital = (name) => name[0] + name.slice(1).toLowerCase();

/** Names from an address. */
function reverse(resolver, address, req, done) {
  req.bindingName = 'getHostByAddr';
  req.hostname = address;
  req.oncomplete = (status, names) => {
    if (status !== 0) {
      const code = statusNames[status] === 'EBADRESP' ? 'ENOTFOUND' : status;
      done(queryError(code, 'getHostByAddr', address));
    } else {
      stopPerf(req, kPerf, { result: names });
      done(null, names);
    }
  };
  const err = resolver._handle.reverse(req, address);
  if (err) throw new DNSException(err, 'getHostByAddr', address);
  startPerf(req, kPerf, 'dns', 'getHostByAddr', { host: address, ttl: false });
}

function toASCII(hostname) {
  // Nearly all names are ASCII already.
  if (!/[^\x00-\x7f]/.test(hostname)) return hostname; // eslint-disable-line no-control-regex
  const { domainToASCII } = require('url');
  return domainToASCII(hostname) || hostname;
}

// ---- checks -----------------------------------------------------------------------------------------------------

function validateHints(hints) {
  if ((hints & ~(AI_ADDRCONFIG | AI_ALL | AI_V4MAPPED)) !== 0) throw new ERR_INVALID_ARG_VALUE('hints', hints);
}

let invalidHostnameWarned = false;
function emitInvalidHostnameWarning(hostname) {
  if (invalidHostnameWarned) return;
  invalidHostnameWarned = true;
  process.emitWarning(
    `The provided hostname "${hostname}" is not a valid hostname, and is supported in the dns module solely for compatibility.`,
    'DeprecationWarning', 'DEP0118');
}

/** resolve(name, rrtype): the record types there are, with their method. */
const resolveMethods = {
  __proto__: null,
  resolveAny: 'ANY', resolve4: 'A', resolve6: 'AAAA', resolveCaa: 'CAA', resolveCname: 'CNAME', resolveMx: 'MX',
  resolveNs: 'NS', resolveTlsa: 'TLSA', resolveTxt: 'TXT', resolveSrv: 'SRV', resolvePtr: 'PTR', resolveNaptr: 'NAPTR',
  resolveSoa: 'SOA',
};

/** How the function is called: resolve4 is queryA, resolveTxt is queryTxt. */
function queryName(name) {
  if (name === 'resolve4') return 'queryA';
  return name === 'resolve6' ? 'queryAaaa' : `query${name.slice('resolve'.length)}`;
}

/** What the modules offer of the default resolver, in this order. */
const defaultMethods = [
  'getServers', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveCaa', 'resolveCname', 'resolveMx', 'resolveNaptr',
  'resolveNs', 'resolvePtr', 'resolveSoa', 'resolveSrv', 'resolveTlsa', 'resolveTxt', 'reverse',
];

module.exports = {
  defaultMethods, queryName,
  initialOrder,
  ResolverBase,
  emitInvalidHostnameWarning,
  errorCodes,
  getDefaultResolver,
  getDefaultResultOrder,
  orderNumber,
  orders,
  query,
  resolveMethods,
  reverse,
  setDefaultResolver,
  setDefaultResultOrder,
  toASCII,
  validateHints,
};
