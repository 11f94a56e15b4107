// SPDX-License-Identifier: MIT
// What reading and writing of numbers share: errors, and memory to take floats apart.
'use strict';

const { MathFloor } = primordials;

const { codes } = require('internal/errors');
const { validateNumber } = require('internal/validators');

const doubles = new Float64Array(1);
const floats = new Float32Array(doubles.buffer);
const bytes = new Uint8Array(doubles.buffer);

/** Throws for an offset at which `room` is the last possible one. */
function boundsError(value, room, name) {
  if (MathFloor(value) !== value) {
    validateNumber(value, name);
    throw new codes.ERR_OUT_OF_RANGE(name || 'offset', 'an integer', value);
  }
  if (room < 0) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS();
  throw new codes.ERR_OUT_OF_RANGE(name || 'offset', `>= ${name ? 1 : 0} and <= ${room}`, value);
}

/** Throws for an access of `size` bytes at `offset` that is not within the buffer. */
function accessError(buffer, offset, size) {
  validateNumber(offset, 'offset');
  boundsError(offset, buffer.length - size);
}

/** Throws for a value that does not fit into `size` bytes. */
function valueError(value, min, max, size) {
  const n = typeof min === 'bigint' ? 'n' : '';
  let range = `>= ${min}${n} and <= ${max}${n}`;
  if (size > 4) {
    // Too many digits to read: as powers.
    range = min == 0 ? `>= 0${n} and < 2${n} ** ${size * 8}${n}` :
      `>= -(2${n} ** ${size * 8 - 1}${n}) and < 2${n} ** ${size * 8 - 1}${n}`;
  }
  throw new codes.ERR_OUT_OF_RANGE('value', range, value);
}

/** Checks the arguments of the functions whose width is an argument. */
function checkWidth(width) {
  if (width !== 1 && width !== 2 && width !== 3 && width !== 4 && width !== 5 && width !== 6) {
    if (width === undefined) throw new codes.ERR_INVALID_ARG_TYPE('byteLength', 'number', width);
    boundsError(width, 6, 'byteLength');
  }
}

module.exports = { accessError, boundsError, bytes, checkWidth, doubles, floats, valueError };
