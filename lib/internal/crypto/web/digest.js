// SPDX-License-Identifier: MIT
// SHA-1, SHA-2, SHA-3 and cSHAKE.
'use strict';

const { domError, job } = require('internal/crypto/web/job');
const { nodeDigest } = require('internal/crypto/web/mac');

const binding = internalBinding('webcrypto');

/** @returns {Promise<ArrayBuffer>} */
function digest(algorithm, data) {
  const { name } = algorithm;
  if (!name.startsWith('cSHAKE')) return job(data.byteLength, binding.digest, nodeDigest(name), 0, data);
  const { length, functionName, customization } = algorithm;
  // With neither, cSHAKE is SHAKE (SP 800-185, 3.3); OpenSSL has no other.
  if (functionName?.byteLength) throw domError('Non zero-length CShakeParams functionName is not supported', 'NotSupportedError');
  if (customization?.byteLength) throw domError('Non zero-length CShakeParams customization is not supported', 'NotSupportedError');
  if (length % 8 !== 0) throw domError('Unsupported CShakeParams length', 'NotSupportedError');
  if (length === 0) return Promise.resolve(new ArrayBuffer(0));
  return job(data.byteLength, binding.digest, name.slice(1).toLowerCase(), length / 8, data);
}

module.exports = { digest };
