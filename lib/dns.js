// SPDX-License-Identifier: MIT
// node:dns with callbacks. lookup() asks the system; resolve*() speak DNS through c-ares.
'use strict';

const { isIP } = require('internal/net');
const { validateFunction, validateStringWithoutNullBytes } = require('internal/validators');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } } = require('internal/errors');
const { promisify } = require('internal/util');
const {
  ResolverBase,
  errorCodes,
  getDefaultResolver,
  getDefaultResultOrder,
  query,
  defaultMethods, queryName, resolveMethods,
  reverse,
  setDefaultResultOrder,
} = require('internal/dns/utils');
const { checkService, getAddrInfo, getNameInfo, lookupOptions, nothingToLookUp } = require('internal/dns/lookup');
const { AI_ADDRCONFIG, AI_ALL, AI_V4MAPPED } = internalBinding('cares_wrap');

class QueryReqWrap {}

/**
 * The first address of a host (or all) as the system resolves it.
 * @param {string} hostname
 * @param {number | { family?: 0 | 4 | 6 | 'IPv4' | 'IPv6', hints?: number, all?: boolean, order?: string }} [options]
 * @param {(err: Error | null, address: string, family: number) => void} callback
 */
function lookup(hostname, options, callback) {
  let checked;
  if (hostname) validateStringWithoutNullBytes(hostname, 'hostname');
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
    checked = lookupOptions(hostname, undefined);
  } else if (typeof options === 'number') {
    validateFunction(callback, 'callback');
    checked = lookupOptions(hostname, options);
  } else {
    if (options !== undefined && typeof options !== 'object') {
      validateFunction(arguments.length === 2 ? options : callback, 'callback');
      throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
    }
    validateFunction(callback, 'callback');
    checked = lookupOptions(hostname, options);
  }
  const { all, family } = checked;
  if (!hostname) {
    nothingToLookUp(hostname);
    if (all) process.nextTick(callback, null, []);
    else process.nextTick(callback, null, null, family === 6 ? 6 : 4);
    return {};
  }
  const matched = isIP(hostname);
  if (matched) {
    if (all) process.nextTick(callback, null, [{ address: hostname, family: matched }]);
    else process.nextTick(callback, null, hostname, matched);
    return {};
  }
  return getAddrInfo(hostname, checked, (err, addresses) => {
    if (err) callback(err);
    else if (all) callback(null, addresses);
    else callback(null, addresses[0].address, addresses[0].family);
  });
}
require('internal/dns/lookup').systemLookup = lookup;

Object.defineProperty(lookup, promisify.custom, {
  __proto__: null,
  enumerable: false,
  value: (hostname, options) => new Promise((resolve, reject) => {
    lookup(hostname, options, (err, address, family) => {
      if (err) reject(err);
      else resolve(typeof address === 'string' || address === null ? { address, family } : address);
    });
  }),
});

/**
 * Host and service name of an address and port (getnameinfo).
 * @param {(err: Error | null, hostname: string, service: string) => void} callback
 */
function lookupService(address, port, callback) {
  if (arguments.length !== 3) throw new ERR_MISSING_ARGS('address', 'port', 'callback');
  checkService(address, port, 3);
  validateFunction(callback, 'callback');
  return getNameInfo(address, +port, callback);
}
Object.defineProperty(lookupService, promisify.custom, {
  __proto__: null,
  enumerable: false,
  value: (address, port) => new Promise((resolve, reject) => {
    lookupService(address, port, (err, hostname, service) => (err ? reject(err) : resolve({ hostname, service })));
  }),
});

/** Queries by DNS, independent of the system's configuration of names. */
class Resolver extends ResolverBase {}

const withLength = (fn, value) => Object.defineProperty(fn, 'length', { __proto__: null, value, configurable: true });

function resolverMethod(name, typeName) {
  const method = {
    [name]: function(hostname, options, callback) {
      if (arguments.length <= 2) {
        callback = options;
        options = undefined;
      }
      validateStringWithoutNullBytes(hostname, 'name');
      validateFunction(callback, 'callback');
      const req = new QueryReqWrap();
      query(this, typeName, hostname, Boolean(options?.ttl), req, callback);
      return req;
    },
  }[name];
  return withLength(method, 2);
}
for (const name in resolveMethods) {
  Object.defineProperty(Resolver.prototype, name, {
    __proto__: null, configurable: true, enumerable: true, writable: true,
    value: resolverMethod(queryName(name), resolveMethods[name]),
  });
}

const methodOfType = { __proto__: null };
for (const name in resolveMethods) methodOfType[resolveMethods[name]] = name;

function define(name, value) {
  Object.defineProperty(Resolver.prototype, name, { __proto__: null, configurable: true, enumerable: true, writable: true, value });
}
define('reverse', function getHostByAddr(ip, options, callback) {
  if (arguments.length <= 2) callback = options;
  validateStringWithoutNullBytes(ip, 'name');
  validateFunction(callback, 'callback');
  const req = new QueryReqWrap();
  reverse(this, ip, req, callback);
  return req;
});
withLength(Resolver.prototype.reverse, 2);
define('resolve', function resolve(hostname, rrtype, callback) {
  if (typeof rrtype === 'function') {
    callback = rrtype;
    rrtype = 'A';
  } else if (typeof rrtype !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('rrtype', 'string', rrtype);
  }
  const method = methodOfType[rrtype];
  if (method === undefined) throw new ERR_INVALID_ARG_VALUE('rrtype', rrtype);
  return Resolver.prototype[method].call(this, hostname, callback);
});

// They look bound; to which resolver is decided at each call.
const defaults = {};
for (const name of defaultMethods) {
  const bound = `bound ${Resolver.prototype[name].name}`;
  const method = { [bound]: (...args) => Resolver.prototype[name].apply(getDefaultResolver(), args) }[bound];
  defaults[name] = withLength(method, Resolver.prototype[name].length);
}

/** @param {string[]} servers for all default queries, in dns and dns/promises */
function defaultResolverSetServers(servers) {
  const resolver = new Resolver();
  resolver.setServers(servers);
  require('internal/dns/utils').setDefaultResolver(resolver);
}

module.exports = {
  lookup,
  lookupService,
  Resolver,
  getDefaultResultOrder,
  setDefaultResultOrder,
  setServers: defaultResolverSetServers,
  ADDRCONFIG: AI_ADDRCONFIG,
  ALL: AI_ALL,
  V4MAPPED: AI_V4MAPPED,
  ...errorCodes,
  ...defaults,
};

Object.defineProperty(module.exports, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return require('dns/promises'); },
});
