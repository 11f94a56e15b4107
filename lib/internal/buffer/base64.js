// SPDX-License-Identifier: MIT
// The globals atob() and btoa(), and the validators isUtf8() and isAscii().
'use strict';

const { codes } = require('internal/errors');
const { lazyDOMException } = require('internal/util');
const { isAnyArrayBuffer, isTypedArray } = require('internal/util/types');
const binding = internalBinding('buffer');

/** Base64 of a string whose characters are bytes. */
function btoa(input) {
  if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('input');
  const text = binding.btoa(`${input}`);
  if (text === -1) throw lazyDOMException('Invalid character', 'InvalidCharacterError');
  return text;
}

/** The bytes that a base64 string stands for, as characters. */
function atob(input) {
  if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('input');
  const text = binding.atob(`${input}`);
  if (typeof text === 'string') return text;
  throw lazyDOMException(
    text === -2 ? 'The string to be decoded is not correctly encoded.' : 'Invalid character',
    'InvalidCharacterError');
}

function checkInput(input) {
  if (!isTypedArray(input) && !isAnyArrayBuffer(input)) {
    throw new codes.ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
  }
  if (!isTypedArray(input) && input.detached) throw new codes.ERR_INVALID_STATE('Cannot validate on a detached buffer');
}

/** Whether the bytes are valid UTF-8. */
function isUtf8(input) {
  checkInput(input);
  return binding.isUtf8(input);
}

/** Whether all bytes are below 128. */
function isAscii(input) {
  checkInput(input);
  return binding.isAscii(input);
}

module.exports = { atob, btoa, isAscii, isUtf8 };
