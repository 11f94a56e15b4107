// SPDX-License-Identifier: MIT
// Checks of header names and values before they are sent.
'use strict';

const { ArrayIsArray } = primordials;

const {
  codes: { ERR_HTTP_INVALID_HEADER_VALUE, ERR_INVALID_CHAR, ERR_INVALID_HTTP_TOKEN },
  hideStackFrames,
} = require('internal/errors');
const { _checkIsHttpToken: checkIsHttpToken, _checkInvalidHeaderChar: checkInvalidHeaderChar } = require('_http_common');

const validateHeaderName = hideStackFrames((name, label) => {
  if (typeof name !== 'string' || !name || !checkIsHttpToken(name)) {
    throw new ERR_INVALID_HTTP_TOKEN(label || 'Header name', name);
  }
});
const validateHeaderValue = hideStackFrames((name, value) => {
  if (value === undefined) throw new ERR_HTTP_INVALID_HEADER_VALUE(value, name);
  if (checkInvalidHeaderChar(value)) throw new ERR_INVALID_CHAR('header content', name);
});

// Programs send the same names again and again: each slot keeps one that was good, and its lower-case form. Both are property keys,
// so that they keep no longer text alive, and are found in a table of headers by their address.
const kSlots = 64, kLongest = 40;
const names = new Array(kSlots).fill('');
const fields = new Array(kSlots).fill('');

function propertyKey(text) {
  for (const key in { __proto__: null, [text]: 0 }) return key;
  return text;
}

/** Checks a header name. @returns {string} in lower case */
function fieldOf(name) {
  if (typeof name !== 'string' || name.length > kLongest || name === '') {
    validateHeaderName(name);
    return name.toLowerCase();
  }
  const slot = (name.length * 7 + name.charCodeAt(name.length - 1)) & (kSlots - 1);
  if (names[slot] === name) return fields[slot];
  validateHeaderName(name);
  names[slot] = propertyKey(name);
  return fields[slot] = propertyKey(name.toLowerCase());
}

function parseUniqueHeadersOption(headers) {
  if (!ArrayIsArray(headers)) return null;
  const unique = new Set();
  for (const name of headers) unique.add(name.toLowerCase());
  return unique;
}

module.exports = { fieldOf, validateHeaderName, validateHeaderValue, parseUniqueHeadersOption };
