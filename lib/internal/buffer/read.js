// SPDX-License-Identifier: MIT
// Reading numbers from a Buffer. A typed array gives undefined outside of its bounds and for an index
// that is no integer: looking at the first and the last byte is the whole check.
'use strict';

const { accessError, bytes, checkWidth, doubles, floats } = require('internal/buffer/numbers');
const { validateNumber } = require('internal/validators');

/** For the functions whose width is an argument: a missing offset first, then the width, as in Node.js. */
function checkPlace(offset, byteLength) {
  if (offset === undefined) validateNumber(offset, 'offset');
  checkWidth(byteLength);
  validateNumber(offset, 'offset');
}

function readUInt8(offset) {
  if (offset === undefined) offset = 0;
  validateNumber(offset, 'offset');
  const value = this[offset];
  if (value === undefined) accessError(this, offset, 1);
  return value;
}

function readInt8(offset) {
  if (offset === undefined) offset = 0;
  validateNumber(offset, 'offset');
  const value = this[offset];
  if (value === undefined) accessError(this, offset, 1);
  return (value << 24) >> 24;
}

function readUInt16LE(offset) {
  if (offset === undefined) offset = 0;
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 1];
  if (first === undefined || last === undefined) accessError(this, offset, 2);
  return first | last << 8;
}

function readInt16LE(offset) {
  if (offset === undefined) offset = 0;
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 1];
  if (first === undefined || last === undefined) accessError(this, offset, 2);
  return (first | last << 8) << 16 >> 16;
}

function readUInt32LE(offset) {
  if (offset === undefined) offset = 0;
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 3];
  if (first === undefined || last === undefined) accessError(this, offset, 4);
  return (first | this[offset + 1] << 8 | this[offset + 2] << 16 | last << 24) >>> 0;
}

function readInt32LE(offset) {
  if (offset === undefined) offset = 0;
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 3];
  if (first === undefined || last === undefined) accessError(this, offset, 4);
  return first | this[offset + 1] << 8 | this[offset + 2] << 16 | last << 24;
}

function readBigUInt64LE(offset = 0) {
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 7];
  if (first === undefined || last === undefined) accessError(this, offset, 8);
  const low = (first | this[offset + 1] << 8 | this[offset + 2] << 16 | this[offset + 3] << 24) >>> 0;
  const high = (this[offset + 4] | this[offset + 5] << 8 | this[offset + 6] << 16 | last << 24) >>> 0;
  return (BigInt(high) << 32n) + BigInt(low);
}

function readBigInt64LE(offset = 0) {
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 7];
  if (first === undefined || last === undefined) accessError(this, offset, 8);
  const low = (first | this[offset + 1] << 8 | this[offset + 2] << 16 | this[offset + 3] << 24) >>> 0;
  const high = this[offset + 4] | this[offset + 5] << 8 | this[offset + 6] << 16 | last << 24;
  return (BigInt(high) << 32n) + BigInt(low);
}

function readFloatLE(offset = 0) {
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 3];
  if (first === undefined || last === undefined) accessError(this, offset, 4);
  bytes[0] = first;
  bytes[1] = this[offset + 1];
  bytes[2] = this[offset + 2];
  bytes[3] = last;
  return floats[0];
}

function readDoubleLE(offset = 0) {
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 7];
  if (first === undefined || last === undefined) accessError(this, offset, 8);
  bytes[0] = first;
  bytes[1] = this[offset + 1];
  bytes[2] = this[offset + 2];
  bytes[3] = this[offset + 3];
  bytes[4] = this[offset + 4];
  bytes[5] = this[offset + 5];
  bytes[6] = this[offset + 6];
  bytes[7] = last;
  return doubles[0];
}

function readUIntLE(offset, byteLength) {
  checkPlace(offset, byteLength);
  if (this[offset] === undefined || this[offset + byteLength - 1] === undefined) {
    accessError(this, offset, byteLength);
  }
  let value = 0;
  let scale = 1;
  for (let i = 0; i < byteLength; i++) {
    value += this[offset + i] * scale;
    scale *= 256;
  }
  return value;
}

function readIntLE(offset, byteLength) {
  checkPlace(offset, byteLength);
  if (this[offset] === undefined || this[offset + byteLength - 1] === undefined) {
    accessError(this, offset, byteLength);
  }
  let value = 0;
  let scale = 1;
  for (let i = 0; i < byteLength; i++) {
    value += this[offset + i] * scale;
    scale *= 256;
  }
  const limit = 2 ** (8 * byteLength - 1);
  return value < limit ? value : value - 2 * limit;
}

function readUInt16BE(offset) {
  if (offset === undefined) offset = 0;
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 1];
  if (first === undefined || last === undefined) accessError(this, offset, 2);
  return first << 8 | last;
}

function readInt16BE(offset) {
  if (offset === undefined) offset = 0;
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 1];
  if (first === undefined || last === undefined) accessError(this, offset, 2);
  return (first << 8 | last) << 16 >> 16;
}

function readUInt32BE(offset) {
  if (offset === undefined) offset = 0;
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 3];
  if (first === undefined || last === undefined) accessError(this, offset, 4);
  return (first << 24 | this[offset + 1] << 16 | this[offset + 2] << 8 | last) >>> 0;
}

function readInt32BE(offset) {
  if (offset === undefined) offset = 0;
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 3];
  if (first === undefined || last === undefined) accessError(this, offset, 4);
  return first << 24 | this[offset + 1] << 16 | this[offset + 2] << 8 | last;
}

function readBigUInt64BE(offset = 0) {
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 7];
  if (first === undefined || last === undefined) accessError(this, offset, 8);
  const low = (this[offset + 4] << 24 | this[offset + 5] << 16 | this[offset + 6] << 8 | last) >>> 0;
  const high = (first << 24 | this[offset + 1] << 16 | this[offset + 2] << 8 | this[offset + 3]) >>> 0;
  return (BigInt(high) << 32n) + BigInt(low);
}

function readBigInt64BE(offset = 0) {
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 7];
  if (first === undefined || last === undefined) accessError(this, offset, 8);
  const low = (this[offset + 4] << 24 | this[offset + 5] << 16 | this[offset + 6] << 8 | last) >>> 0;
  const high = first << 24 | this[offset + 1] << 16 | this[offset + 2] << 8 | this[offset + 3];
  return (BigInt(high) << 32n) + BigInt(low);
}

function readFloatBE(offset = 0) {
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 3];
  if (first === undefined || last === undefined) accessError(this, offset, 4);
  bytes[3] = first;
  bytes[2] = this[offset + 1];
  bytes[1] = this[offset + 2];
  bytes[0] = last;
  return floats[0];
}

function readDoubleBE(offset = 0) {
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 7];
  if (first === undefined || last === undefined) accessError(this, offset, 8);
  bytes[7] = first;
  bytes[6] = this[offset + 1];
  bytes[5] = this[offset + 2];
  bytes[4] = this[offset + 3];
  bytes[3] = this[offset + 4];
  bytes[2] = this[offset + 5];
  bytes[1] = this[offset + 6];
  bytes[0] = last;
  return doubles[0];
}

function readUIntBE(offset, byteLength) {
  checkPlace(offset, byteLength);
  if (this[offset] === undefined || this[offset + byteLength - 1] === undefined) {
    accessError(this, offset, byteLength);
  }
  let value = 0;
  for (let i = 0; i < byteLength; i++) value = value * 256 + this[offset + i];
  return value;
}

function readIntBE(offset, byteLength) {
  checkPlace(offset, byteLength);
  if (this[offset] === undefined || this[offset + byteLength - 1] === undefined) {
    accessError(this, offset, byteLength);
  }
  let value = 0;
  for (let i = 0; i < byteLength; i++) value = value * 256 + this[offset + i];
  const limit = 2 ** (8 * byteLength - 1);
  return value < limit ? value : value - 2 * limit;
}

module.exports = {
  readUInt8,
  readInt8,
  readUInt16LE,
  readInt16LE,
  readUInt32LE,
  readInt32LE,
  readBigUInt64LE,
  readBigInt64LE,
  readFloatLE,
  readDoubleLE,
  readUIntLE,
  readIntLE,
  readUInt16BE,
  readInt16BE,
  readUInt32BE,
  readInt32BE,
  readBigUInt64BE,
  readBigInt64BE,
  readFloatBE,
  readDoubleBE,
  readUIntBE,
  readIntBE,
};
