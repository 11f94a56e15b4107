// SPDX-License-Identifier: MIT
// What the members of an algorithm may be beside their types. Used when an algorithm is normalised: before keys and their rights are
// looked at. Each function throws a DOMException.
'use strict';

const { domError } = require('internal/crypto/web/job');
const { slotsOf } = require('internal/crypto/web/key');

const kAesLengths = [128, 192, 256];
const kGcmTags = [32, 64, 96, 104, 112, 120, 128];
const operation = (message) => domError(message, 'OperationError');

function aesLength({ length }) {
  if (!kAesLengths.includes(length)) throw operation('AES key length must be 128, 192, or 256 bits');
}

const hmacLength = (dictionary, name) => ({ length }) => {
  if (length === 0) throw domError(`${dictionary}.length cannot be 0`, name);
  if (length !== undefined && length % 8 !== 0) throw domError(`Unsupported ${dictionary}.length`, 'NotSupportedError');
};

/** By dictionary: of the converted members. */
const ranges = {
  __proto__: null,
  AesKeyGenParams: aesLength,
  AesDerivedKeyParams: aesLength,
  AesCbcParams({ iv }) {
    if (iv.byteLength !== 16) throw operation('algorithm.iv must contain exactly 16 bytes');
  },
  AesCtrParams({ counter, length }) {
    if (counter.byteLength !== 16) throw operation('algorithm.counter must contain exactly 16 bytes');
    if (length === 0 || length > 128) throw operation('AES-CTR algorithm.length must be between 1 and 128');
  },
  AeadParams({ name, tagLength }) {
    if (name === 'AES-GCM' && tagLength !== undefined && !kGcmTags.includes(tagLength)) {
      throw operation(`${tagLength} is not a valid AES-GCM tag length`);
    }
  },
  HmacKeyGenParams: hmacLength('HmacKeyGenParams', 'OperationError'),
  HmacImportParams: hmacLength('HmacImportParams', 'DataError'),
  Pbkdf2Params({ iterations }) {
    if (iterations === 0) throw operation('iterations cannot be zero');
  },
  EcdhKeyDeriveParams({ name, public: key }) {
    const { type, algorithm } = slotsOf(key);
    if (type !== 'public') throw domError('algorithm.public must be a public key', 'InvalidAccessError');
    if (algorithm.name !== name) throw domError('key algorithm mismatch', 'InvalidAccessError');
  },
  Argon2Params: (algorithm) => require('internal/crypto/web/argon2').checkParams(algorithm),
};

/** Of a digest within another algorithm, as it was given. */
function checkHash(name, dictionary) {
  if (!/^sha/i.test(name)) throw domError(`Only SHA hashes are supported in ${dictionary}`, 'NotSupportedError');
}

module.exports = { checkHash, ranges };
