// SPDX-License-Identifier: MIT
// Encodings that C writes itself, by the numbers of src/engine/text.h.
'use strict';

const numbers = {
  __proto__: null, utf8: 1, 'utf-8': 1, UTF8: 1, 'UTF-8': 1, latin1: 4, binary: 4, ascii: 4, buffer: 1,
};

/** @returns {number} -1: make it a Buffer first */
function encodingNumber(encoding) {
  return numbers[encoding] ?? -1;
}

module.exports = { encodingNumber };
