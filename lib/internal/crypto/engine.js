// SPDX-License-Identifier: MIT
// What of OpenSSL as a whole can be asked or set: FIPS mode, engines, the secure heap.
'use strict';

const {
  codes: { ERR_CRYPTO_ENGINE_UNKNOWN, ERR_CRYPTO_FIPS_FORCED, ERR_CRYPTO_FIPS_UNAVAILABLE },
} = require('internal/errors');
const binding = internalBinding('crypto_setup');
const { validateNumber, validateString } = require('internal/validators');

/** @returns {0|1} whether only what FIPS 140 allows is offered */
function getFips() {
  return binding.getFips();
}

/** @param {boolean} value true needs OpenSSL's FIPS provider, which its configuration has to load */
function setFips(value) {
  if (require('internal/options').getOptionValue('--force-fips')) {
    if (value) return;
    throw new ERR_CRYPTO_FIPS_FORCED();
  }
  if (!binding.setFips(!!value)) throw new ERR_CRYPTO_FIPS_UNAVAILABLE();
}

/** There are no engines to be found. */
function setEngine(id, flags) {
  validateString(id, 'id');
  if (flags) validateNumber(flags, 'flags');
  throw new ERR_CRYPTO_ENGINE_UNKNOWN(id);
}

/**
 * The memory that is kept out of swap and core dumps (--secure-heap).
 * @returns {{total: number, used: number, utilization: number, min: number}}
 */
function secureHeapUsed() {
  const used = binding.secureHeap();
  if (used === undefined) return { total: 0, used: 0, utilization: NaN, min: 2 };
  const { getOptionValue } = require('internal/options');
  const total = Number(getOptionValue('--secure-heap'));
  return { total, used, utilization: used / total, min: Number(getOptionValue('--secure-heap-min')) };
}

module.exports = { getFips, setFips, setEngine, secureHeapUsed };
