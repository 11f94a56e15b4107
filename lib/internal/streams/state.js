// SPDX-License-Identifier: MIT
// High-water marks: defaults, and reading them from options.
'use strict';

const { MathFloor, NumberIsInteger } = primordials;

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateInteger } = require('internal/validators');

let byteMark = 64 * 1024;
let objectMark = 16;

/** @param {boolean} objectMode @returns {number} bytes, or objects */
function getDefaultHighWaterMark(objectMode) {
  return objectMode ? objectMark : byteMark;
}

/** @param {boolean} objectMode @param {number} value from now on, for new streams */
function setDefaultHighWaterMark(objectMode, value) {
  validateInteger(value, 'value', 0);
  if (objectMode) objectMark = value;
  else byteMark = value;
}

function getHighWaterMark(state, options, duplexKey, isDuplex) {
  const mark = options.highWaterMark != null ? options.highWaterMark : isDuplex ? options[duplexKey] : null;
  if (mark == null) return getDefaultHighWaterMark(state.objectMode);
  if (!NumberIsInteger(mark) || mark < 0) {
    throw new ERR_INVALID_ARG_VALUE(isDuplex ? `options.${duplexKey}` : 'options.highWaterMark', mark);
  }
  return MathFloor(mark);
}

module.exports = { getHighWaterMark, getDefaultHighWaterMark, setDefaultHighWaterMark };
