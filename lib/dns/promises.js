// SPDX-License-Identifier: MIT
// node:dns/promises.
'use strict';

const { isIP } = require('internal/net');
const { validateStringWithoutNullBytes, validateString } = require('internal/validators');
const { codes: { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } } = require('internal/errors');
const {
  ResolverBase,
  errorCodes,
  getDefaultResolver,
  getDefaultResultOrder,
  query,
  defaultMethods, queryName, resolveMethods,
  reverse,
  setDefaultResolver,
  setDefaultResultOrder,
} = require('internal/dns/utils');
const { checkService, getAddrInfo, getNameInfo, lookupOptions, nothingToLookUp } = require('internal/dns/lookup');

class QueryReqWrap {}

/**
 * @param {string} hostname
 * @param {number | object} [options] as dns.lookup's
 * @returns {Promise<{ address: string, family: number } | { address: string, family: number }[]>}
 */
function lookup(hostname, options) {
  const checked = lookupOptions(hostname, options), { all, family } = checked;
  if (!hostname) {
    nothingToLookUp(hostname);
    return Promise.resolve(all ? [] : { address: null, family: family === 6 ? 6 : 4 });
  }
  const matched = isIP(hostname);
  if (matched) {
    const result = { address: hostname, family: matched };
    return Promise.resolve(all ? [result] : result);
  }
  return new Promise((resolve, reject) => {
    getAddrInfo(hostname, checked, (err, addresses) => {
      if (err) reject(err);
      else resolve(all ? addresses : addresses[0]);
    });
  });
}

/** @returns {Promise<{ hostname: string, service: string }>} */
function lookupService(address, port) {
  if (arguments.length !== 2) throw new ERR_MISSING_ARGS('address', 'port');
  checkService(address, port, arguments.length);
  return new Promise((resolve, reject) => {
    getNameInfo(address, +port, (err, hostname, service) => (err ? reject(err) : resolve({ hostname, service })));
  });
}

const settle = (resolve, reject) => (err, result) => (err ? reject(err) : resolve(result));

/** Queries by DNS, independent of the system's configuration of names. */
class Resolver extends ResolverBase {}

const methods = { __proto__: null };
for (const name in resolveMethods) {
  const called = queryName(name);
  methods[name] = {
    [called]: function(hostname, options) {
      validateStringWithoutNullBytes(hostname, 'name');
      return new Promise((resolve, reject) => {
        query(this, resolveMethods[name], hostname, Boolean(options?.ttl), new QueryReqWrap(), settle(resolve, reject));
      });
    },
  }[called];
}
methods.reverse = function getHostByAddr(ip, options) { // eslint-disable-line no-unused-vars
  validateStringWithoutNullBytes(ip, 'name');
  return new Promise((resolve, reject) => {
    reverse(this, ip, new QueryReqWrap(), settle(resolve, reject));
  });
};
methods.resolve = function resolve(hostname, rrtype) {
  if (rrtype !== undefined) validateString(rrtype, 'rrtype');
  rrtype ??= 'A';
  for (const name in resolveMethods) if (resolveMethods[name] === rrtype) return methods[name].call(this, hostname);
  throw new ERR_INVALID_ARG_VALUE('rrtype', rrtype);
};
for (const name in methods) {
  Object.defineProperty(Resolver.prototype, name, {
    __proto__: null, configurable: true, enumerable: true, writable: true, value: methods[name],
  });
}
// They look bound; to which resolver is decided at each call.
const defaults = {};
for (const name of defaultMethods) {
  const method = methods[name] ?? Resolver.prototype[name];
  const bound = `bound ${method.name}`;
  defaults[name] = { [bound]: (...args) => method.apply(getDefaultResolver(), args) }[bound];
  Object.defineProperty(defaults[name], 'length', { __proto__: null, value: method.length, configurable: true });
}

function defaultResolverSetServers(servers) {
  const resolver = new Resolver();
  resolver.setServers(servers);
  setDefaultResolver(resolver);
}

module.exports = {
  lookup,
  lookupService,
  Resolver,
  getDefaultResultOrder,
  setDefaultResultOrder,
  setServers: defaultResolverSetServers,
  ...errorCodes,
  ...defaults,
};
