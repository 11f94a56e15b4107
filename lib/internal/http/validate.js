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

// What a header says about framing or the connection is found out while the head is written; these are the names that do.
function isSpecial(field) {
  switch (field) {
    case 'date': case 'expect': case 'trailer': case 'upgrade': case 'connection': case 'keep-alive': case 'content-length':
    case 'transfer-encoding': return true;
    default: return false;
  }
}

// Most headers of most answers say what they have always said: these entries are shared by the tables that have them.
const kEntries = 128;
const entries = new Array(kEntries).fill(['', '']);
let tries = 0;

function slotOf(field, value) {
  return (field.length * 5 + value.length * 7 + value.charCodeAt(value.length - 1)) & (kEntries - 1);
}

/** Checks a value. @returns {[string, any]} name and value; nobody changes it. */
function entryOf(name, field, value) {
  if (typeof value !== 'string' || value === '' || value.length > kLongest) {
    if (typeof value !== 'string' || checkInvalidHeaderChar(value)) validateHeaderValue(name, value);
    return [name, value];
  }
  const slot = slotOf(field, value);
  const entry = entries[slot];
  if (entry[1] === value && entry[0] === name) return entry;
  if (checkInvalidHeaderChar(value)) validateHeaderValue(name, value);
  // Kept now and then only: where values change with each answer it would be for nothing.
  if ((tries++ & 15) !== 0) return [name, value];
  return entries[slot] = [propertyKey(name), propertyKey(value)];
}

/** Whether it is always the same entry that says this, for now. */
function isShared(entry, field) {
  const value = entry[1];
  return value !== '' && value.length <= kLongest && entries[slotOf(field, value)] === entry;
}

function parseUniqueHeadersOption(headers) {
  if (!ArrayIsArray(headers)) return null;
  const unique = new Set();
  for (const name of headers) unique.add(name.toLowerCase());
  return unique;
}

module.exports = { entryOf, fieldOf, isShared, isSpecial, propertyKey, validateHeaderName, validateHeaderValue, parseUniqueHeadersOption };
