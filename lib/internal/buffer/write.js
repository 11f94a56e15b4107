// SPDX-License-Identifier: MIT
// Writing numbers into a Buffer; each function returns the offset behind what it wrote.
'use strict';

const { MathFloor } = primordials;

const { accessError, bytes, checkWidth, doubles, floats, valueError } =
  require('internal/buffer/numbers');
const { validateNumber } = require('internal/validators');

function put32LE(buffer, value, offset) {
  buffer[offset] = value;
  buffer[offset + 1] = value >>> 8;
  buffer[offset + 2] = value >>> 16;
  buffer[offset + 3] = value >>> 24;
}

function put32BE(buffer, value, offset) {
  buffer[offset] = value >>> 24;
  buffer[offset + 1] = value >>> 16;
  buffer[offset + 2] = value >>> 8;
  buffer[offset + 3] = value;
}

function checkRange(buffer, offset, width) {
  validateNumber(offset, 'offset');
  if (buffer[offset] === undefined || buffer[offset + width - 1] === undefined) {
    accessError(buffer, offset, width);
  }
}

function putWideLE(buffer, value, offset, width) {
  checkRange(buffer, offset, width);
  for (let i = 0; i < width; i++) {
    buffer[offset + i] = value;
    value = MathFloor(value / 256);
  }
}

function putWideBE(buffer, value, offset, width) {
  checkRange(buffer, offset, width);
  for (let i = width - 1; i >= 0; i--) {
    buffer[offset + i] = value;
    value = MathFloor(value / 256);
  }
}

function writeUInt8(value, offset = 0) {
  value = +value;
  validateNumber(offset, 'offset');
  if (value > 0xff || value < 0) valueError(value, 0, 0xff, 1);
  if (this[offset] === undefined) accessError(this, offset, 1);
  this[offset] = value;
  return offset + 1;
}

function writeInt8(value, offset = 0) {
  value = +value;
  validateNumber(offset, 'offset');
  if (value > 0x7f || value < -0x80) valueError(value, -0x80, 0x7f, 1);
  if (this[offset] === undefined) accessError(this, offset, 1);
  this[offset] = value;
  return offset + 1;
}

function writeUInt16LE(value, offset = 0) {
  value = +value;
  if (value > 0xffff || value < 0) valueError(value, 0, 0xffff, 2);
  if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 1] === undefined) accessError(this, offset, 2);
  this[offset] = value;
  this[offset + 1] = value >>> 8;
  return offset + 2;
}

function writeUInt32LE(value, offset = 0) {
  value = +value;
  if (value > 0xffffffff || value < 0) valueError(value, 0, 0xffffffff, 4);
  if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 3] === undefined) accessError(this, offset, 4);
  this[offset] = value;
  this[offset + 1] = value >>> 8;
  this[offset + 2] = value >>> 16;
  this[offset + 3] = value >>> 24;
  return offset + 4;
}

function writeInt16LE(value, offset = 0) {
  value = +value;
  if (value > 0x7fff || value < -0x8000) valueError(value, -0x8000, 0x7fff, 2);
  if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 1] === undefined) accessError(this, offset, 2);
  this[offset] = value;
  this[offset + 1] = value >>> 8;
  return offset + 2;
}

function writeInt32LE(value, offset = 0) {
  value = +value;
  if (value > 0x7fffffff || value < -0x80000000) valueError(value, -0x80000000, 0x7fffffff, 4);
  if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 3] === undefined) accessError(this, offset, 4);
  this[offset] = value;
  this[offset + 1] = value >>> 8;
  this[offset + 2] = value >>> 16;
  this[offset + 3] = value >>> 24;
  return offset + 4;
}

function writeBigUInt64LE(value, offset = 0) {
  if (value > 0xffffffffffffffffn || value < 0n) valueError(value, 0n, 0xffffffffffffffffn, 8);
  if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 7] === undefined) accessError(this, offset, 8);
  put32LE(this, Number(value & 0xffffffffn), offset);
  put32LE(this, Number(value >> 32n & 0xffffffffn), offset + 4);
  return offset + 8;
}

function writeBigInt64LE(value, offset = 0) {
  if (value > 0x7fffffffffffffffn || value < -0x8000000000000000n) valueError(value, -0x8000000000000000n, 0x7fffffffffffffffn, 8);
  if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 7] === undefined) accessError(this, offset, 8);
  put32LE(this, Number(value & 0xffffffffn), offset);
  put32LE(this, Number(value >> 32n & 0xffffffffn), offset + 4);
  return offset + 8;
}

function writeFloatLE(value, offset = 0) {
  value = +value;
  if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 3] === undefined) accessError(this, offset, 4);
  floats[0] = value;
  this[offset] = bytes[0];
  this[offset + 1] = bytes[1];
  this[offset + 2] = bytes[2];
  this[offset + 3] = bytes[3];
  return offset + 4;
}

function writeDoubleLE(value, offset = 0) {
  value = +value;
  if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 7] === undefined) accessError(this, offset, 8);
  doubles[0] = value;
  this[offset] = bytes[0];
  this[offset + 1] = bytes[1];
  this[offset + 2] = bytes[2];
  this[offset + 3] = bytes[3];
  this[offset + 4] = bytes[4];
  this[offset + 5] = bytes[5];
  this[offset + 6] = bytes[6];
  this[offset + 7] = bytes[7];
  return offset + 8;
}

function writeUIntLE(value, offset, byteLength) {
  checkWidth(byteLength);
  value = +value;
  const max = 2 ** (8 * byteLength) - 1;
  if (value > max || value < 0) valueError(value, 0, max, byteLength);
  putWideLE(this, value, offset, byteLength);
  return offset + byteLength;
}

function writeIntLE(value, offset, byteLength) {
  checkWidth(byteLength);
  value = +value;
  const max = 2 ** (8 * byteLength - 1) - 1;
  if (value > max || value < -max - 1) valueError(value, -max - 1, max, byteLength);
  putWideLE(this, value, offset, byteLength);
  return offset + byteLength;
}

function writeUInt16BE(value, offset = 0) {
  value = +value;
  if (value > 0xffff || value < 0) valueError(value, 0, 0xffff, 2);
  if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 1] === undefined) accessError(this, offset, 2);
  this[offset + 1] = value;
  this[offset] = value >>> 8;
  return offset + 2;
}

function writeUInt32BE(value, offset = 0) {
  value = +value;
  if (value > 0xffffffff || value < 0) valueError(value, 0, 0xffffffff, 4);
  if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 3] === undefined) accessError(this, offset, 4);
  this[offset + 3] = value;
  this[offset + 2] = value >>> 8;
  this[offset + 1] = value >>> 16;
  this[offset] = value >>> 24;
  return offset + 4;
}

function writeInt16BE(value, offset = 0) {
  value = +value;
  if (value > 0x7fff || value < -0x8000) valueError(value, -0x8000, 0x7fff, 2);
  if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 1] === undefined) accessError(this, offset, 2);
  this[offset + 1] = value;
  this[offset] = value >>> 8;
  return offset + 2;
}

function writeInt32BE(value, offset = 0) {
  value = +value;
  if (value > 0x7fffffff || value < -0x80000000) valueError(value, -0x80000000, 0x7fffffff, 4);
  if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 3] === undefined) accessError(this, offset, 4);
  this[offset + 3] = value;
  this[offset + 2] = value >>> 8;
  this[offset + 1] = value >>> 16;
  this[offset] = value >>> 24;
  return offset + 4;
}

function writeBigUInt64BE(value, offset = 0) {
  if (value > 0xffffffffffffffffn || value < 0n) valueError(value, 0n, 0xffffffffffffffffn, 8);
  if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 7] === undefined) accessError(this, offset, 8);
  put32BE(this, Number(value & 0xffffffffn), offset + 4);
  put32BE(this, Number(value >> 32n & 0xffffffffn), offset);
  return offset + 8;
}

function writeBigInt64BE(value, offset = 0) {
  if (value > 0x7fffffffffffffffn || value < -0x8000000000000000n) valueError(value, -0x8000000000000000n, 0x7fffffffffffffffn, 8);
  if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 7] === undefined) accessError(this, offset, 8);
  put32BE(this, Number(value & 0xffffffffn), offset + 4);
  put32BE(this, Number(value >> 32n & 0xffffffffn), offset);
  return offset + 8;
}

function writeFloatBE(value, offset = 0) {
  value = +value;
  if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 3] === undefined) accessError(this, offset, 4);
  floats[0] = value;
  this[offset] = bytes[3];
  this[offset + 1] = bytes[2];
  this[offset + 2] = bytes[1];
  this[offset + 3] = bytes[0];
  return offset + 4;
}

function writeDoubleBE(value, offset = 0) {
  value = +value;
  if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 7] === undefined) accessError(this, offset, 8);
  doubles[0] = value;
  this[offset] = bytes[7];
  this[offset + 1] = bytes[6];
  this[offset + 2] = bytes[5];
  this[offset + 3] = bytes[4];
  this[offset + 4] = bytes[3];
  this[offset + 5] = bytes[2];
  this[offset + 6] = bytes[1];
  this[offset + 7] = bytes[0];
  return offset + 8;
}

function writeUIntBE(value, offset, byteLength) {
  checkWidth(byteLength);
  value = +value;
  const max = 2 ** (8 * byteLength) - 1;
  if (value > max || value < 0) valueError(value, 0, max, byteLength);
  putWideBE(this, value, offset, byteLength);
  return offset + byteLength;
}

function writeIntBE(value, offset, byteLength) {
  checkWidth(byteLength);
  value = +value;
  const max = 2 ** (8 * byteLength - 1) - 1;
  if (value > max || value < -max - 1) valueError(value, -max - 1, max, byteLength);
  putWideBE(this, value, offset, byteLength);
  return offset + byteLength;
}

module.exports = {
  writeUInt8,
  writeInt8,
  writeUInt16LE,
  writeUInt32LE,
  writeInt16LE,
  writeInt32LE,
  writeBigUInt64LE,
  writeBigInt64LE,
  writeFloatLE,
  writeDoubleLE,
  writeUIntLE,
  writeIntLE,
  writeUInt16BE,
  writeUInt32BE,
  writeInt16BE,
  writeInt32BE,
  writeBigUInt64BE,
  writeBigInt64BE,
  writeFloatBE,
  writeDoubleBE,
  writeUIntBE,
  writeIntBE,
};
