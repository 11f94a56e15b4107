// SPDX-License-Identifier: MIT
// dns.lookup and lookupService: names as the system resolves them (getaddrinfo), for callbacks and promises.
'use strict';

const {
  DNSException,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS },
} = require('internal/errors');
const { isIP } = require('internal/net');
const {
  validateBoolean,
  validateNumber,
  validateOneOf,
  validatePort,
  validateString,
  validateStringWithoutNullBytes,
} = require('internal/validators');
const {
  emitInvalidHostnameWarning,
  getDefaultResultOrder,
  orderNumber,
  orders,
  toASCII,
  validateHints,
} = require('internal/dns/utils');
const { startPerf, stopPerf } = require('internal/diagnostics');
const cares = internalBinding('cares_wrap');

const kPerf = Symbol('perf');

class GetAddrInfoReqWrap {}
class GetNameInfoReqWrap {}

const validFamilies = [0, 4, 6];

/** Checks the options of lookup(); the result has only numbers and booleans. */
function lookupOptions(hostname, options) {
  let hints = 0, family = 0, all = false, order = getDefaultResultOrder();
  if (hostname) validateStringWithoutNullBytes(hostname, 'hostname');
  if (typeof options === 'number') {
    validateOneOf(options, 'family', validFamilies);
    family = options;
  } else if (options !== undefined && typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
  } else {
    if (options?.hints != null) {
      validateNumber(options.hints, 'options.hints');
      hints = options.hints >>> 0;
      validateHints(hints);
    }
    if (options?.family != null) {
      switch (options.family) {
        case 'IPv4': family = 4; break;
        case 'IPv6': family = 6; break;
        default:
          validateOneOf(options.family, 'options.family', validFamilies);
          family = options.family;
      }
    }
    if (options?.all != null) {
      validateBoolean(options.all, 'options.all');
      all = options.all;
    }
    if (options?.verbatim != null) {
      validateBoolean(options.verbatim, 'options.verbatim');
      order = options.verbatim ? 'verbatim' : 'ipv4first';
    }
    if (options?.order != null) {
      validateOneOf(options.order, 'options.order', orders);
      order = options.order;
    }
  }
  return { hints, family, all, order };
}

/**
 * done(err, addresses): always all of them, { address, family }.
 * @returns {object} the request
 */
function getAddrInfo(hostname, { hints, family, order }, done) {
  const req = new GetAddrInfoReqWrap();
  req.family = family;
  req.hostname = hostname;
  req.oncomplete = (err, addresses) => {
    if (err) return done(new DNSException(err, 'getaddrinfo', hostname));
    if (addresses.length === 0) return done(new DNSException('ENOTFOUND', 'getaddrinfo', hostname));
    stopPerf(req, kPerf, { addresses });
    done(null, addresses.map((address) => ({ address, family: family || isIP(address) })));
  };
  const err = cares.getaddrinfo(req, toASCII(hostname), family, hints, orderNumber(order));
  if (err) process.nextTick(done, new DNSException(err, 'getaddrinfo', hostname));
  else startPerf(req, kPerf, 'dns', 'lookup', { hostname, family, hints, verbatim: order === 'verbatim', order });
  return req;
}

function nothingToLookUp(hostname) {
  emitInvalidHostnameWarning(hostname);
}

function checkService(address, port, count) {
  if (count < 2) throw new ERR_MISSING_ARGS('address', 'port');
  validateString(address, 'address');
  if (isIP(address) === 0) throw new ERR_INVALID_ARG_VALUE('address', address);
  validatePort(port);
}

/** done(err, hostname, service) */
function getNameInfo(address, port, done) {
  const req = new GetNameInfoReqWrap();
  req.hostname = address;
  req.port = port;
  req.oncomplete = (err, hostname, service) => {
    if (err) {
      done(new DNSException(err, 'getnameinfo', address));
    } else {
      stopPerf(req, kPerf, { hostname, service });
      done(null, hostname, service);
    }
  };
  const err = cares.getnameinfo(req, address, port);
  if (err) throw new DNSException(err, 'getnameinfo', address);
  startPerf(req, kPerf, 'dns', 'lookupService', { host: address, port });
  return req;
}

module.exports = {
  checkService, getAddrInfo, getNameInfo, lookupOptions, nothingToLookUp,
  systemLookup: undefined, // dns.lookup, as it was before programs could replace it
};
