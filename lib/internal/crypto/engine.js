// SPDX-License-Identifier: MIT
// What of OpenSSL as a whole can be asked or set: FIPS mode, engines, the secure heap.
'use strict';

const {
  codes: { ERR_CRYPTO_ENGINE_UNKNOWN, ERR_CRYPTO_FIPS_UNAVAILABLE },
} = require('internal/errors');
const { validateNumber, validateString } = require('internal/validators');

/** @returns {0|1} this build has no FIPS provider */
function getFips() {
  return 0;
}

function setFips(value) {
  if (value) throw new ERR_CRYPTO_FIPS_UNAVAILABLE();
}

/** There are no engines to be found. */
function setEngine(id, flags) {
  validateString(id, 'id');
  if (flags) validateNumber(flags, 'flags');
  throw new ERR_CRYPTO_ENGINE_UNKNOWN(id);
}

/** @returns {{total: number, used: number, utilization: number, min: number}|undefined} */
function secureHeapUsed() {
  return { total: 0, used: 0, utilization: NaN, min: 2 };
}

module.exports = { getFips, setFips, setEngine, secureHeapUsed };
