// SPDX-License-Identifier: MIT
// Web IDL conversions of what Web Crypto takes. `where` begins the message of what is thrown: "Failed to execute
// 'sign' on 'SubtleCrypto': 1st argument".
'use strict';

const { isAnyArrayBuffer, isArrayBufferView, isSharedArrayBuffer } = require('internal/util/types');
const { isCryptoKey, kUsages } = require('internal/crypto/web/key');

/** @returns {TypeError} with a code, as all that conversions throw */
function typeError(message, code = 'ERR_INVALID_ARG_TYPE') {
  const error = new TypeError(message);
  error.code = code;
  return error;
}

const ordinal = (n) => `${n}${['th', 'st', 'nd', 'rd'][n] ?? 'th'} argument`;

/** Numbers as [EnforceRange] unsigned of so many bits. */
const unsigned = (bits) => (value, where) => {
  const max = 2 ** bits - 1;
  if (typeof value === 'bigint' || typeof value === 'symbol') {
    throw typeError(`${where} is a ${typeof value === 'bigint' ? 'BigInt' : 'Symbol'} and cannot be converted to a number.`);
  }
  const number = Math.trunc(Number(value)) + 0;
  if (!Number.isFinite(number)) throw typeError(`${where} is not a finite number.`);
  if (number < 0 || number > max) throw typeError(`${where} is outside the expected range of 0 to ${max}.`, 'ERR_OUT_OF_RANGE');
  return number;
};
const octet = unsigned(8);
const unsignedShort = unsigned(16);
const unsignedLong = unsigned(32);

/** @returns {string} */
function domString(value, where) {
  if (typeof value === 'string') return value;
  if (typeof value === 'symbol') throw typeError(`${where} is a Symbol and cannot be converted to a string.`);
  return `${value}`;
}

/** ArrayBuffers and views of them, shared ones excluded; memory that is transferred already has no bytes. @returns {Uint8Array} over the same bytes */
function bufferSource(value, where) {
  if (isArrayBufferView(value)) {
    if (value.buffer.detached) return new Uint8Array(0);
    const { buffer, byteOffset, byteLength } = value;
    if (isSharedArrayBuffer(buffer)) throw typeError(`${where} is a view on a SharedArrayBuffer, which is not allowed.`);
    return new Uint8Array(buffer, byteOffset, byteLength);
  }
  if (!isAnyArrayBuffer(value) || isSharedArrayBuffer(value)) {
    throw typeError(`${where} is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.`);
  }
  return value.detached ? new Uint8Array(0) : new Uint8Array(value);
}

/** The same, copied: what the caller does with his afterwards changes nothing. */
const bufferCopy = (value, where) => new Uint8Array(bufferSource(value, where));

/** A BigInteger: bytes, most significant first. */
function bigInteger(value, where) {
  if (!(isArrayBufferView(value) && value[Symbol.toStringTag] === 'Uint8Array')) {
    throw typeError(`${where} is not an Uint8Array object.`);
  }
  return bufferCopy(value, where);
}

/** @returns {CryptoKey} */
function cryptoKey(value, where) {
  if (!isCryptoKey(value)) throw typeError(`${where} is not of type CryptoKey.`);
  return value;
}

function sequence(value, where, convert) {
  if (typeof value !== 'object' && typeof value !== 'function' || value === null) {
    throw typeError(`${where} cannot be converted to sequence.`);
  }
  const iterator = value[Symbol.iterator];
  if (typeof iterator !== 'function') throw typeError(`${where} cannot be converted to sequence.`);
  const items = [];
  for (const item of { __proto__: null, [Symbol.iterator]: () => iterator.call(value) }) {
    items.push(convert(item, `${where}[${items.length}]`));
  }
  return items;
}

const enumeration = (name, values) => (value, where) => {
  const text = domString(value, where);
  if (!values.includes(text)) throw typeError(`${where} '${text}' is not a valid enum value of type ${name}.`, 'ERR_INVALID_ARG_VALUE');
  return text;
};
const kFormats = ['raw', 'raw-public', 'raw-seed', 'raw-secret', 'raw-private', 'pkcs8', 'spki', 'jwk'];
const keyFormat = enumeration('KeyFormat', kFormats);
const keyUsage = enumeration('KeyUsage', kUsages);
/** @returns {string[]} */
const keyUsages = (value, where) => sequence(value, where, keyUsage);

const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

// The members of a JsonWebKey, in the order in which they are read.
const kJwkMembers = ['alg', 'crv', 'd', 'dp', 'dq', 'e', 'ext', 'k', 'key_ops', 'kty', 'n', 'oth', 'p', 'priv', 'pub', 'q', 'qi',
  'use', 'x', 'y'];

/** @returns {object} a JsonWebKey without a prototype */
function jsonWebKey(value, where) {
  if (value !== undefined && value !== null && !isObject(value)) throw typeError(`${where} cannot be converted to a dictionary.`);
  const jwk = { __proto__: null };
  if (value === undefined || value === null) return jwk;
  for (const name of kJwkMembers) {
    const member = value[name];
    if (member === undefined) continue;
    const place = `${name} of JsonWebKey (${where})`;
    if (name === 'ext') jwk.ext = !!member;
    else if (name === 'key_ops') jwk.key_ops = sequence(member, place, domString);
    else if (name === 'oth') jwk.oth = sequence(member, place, (item) => item);
    else jwk[name] = domString(member, place);
  }
  return jwk;
}

module.exports = {
  bigInteger, bufferCopy, bufferSource, cryptoKey, domString, isObject, jsonWebKey, keyFormat, keyUsages, octet, ordinal,
  typeError, unsignedLong, unsignedShort,
};
