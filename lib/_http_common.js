// SPDX-License-Identifier: MIT
// What the HTTP modules share: methods, character checks, parse errors.
'use strict';

const binding = internalBinding('http_parser');
const { defineLazyProperties } = require('internal/util');

const methods = binding.methods(); // by the parser's number
const CRLF = '\r\n';

const tokenRegExp = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
const headerCharRegExp = /[^\t\x20-\x7e\x80-\xff]/;

// Most names are known: a look-up beats the expression.
const checkedTokens = new Set();

/** RFC 9110 token? */
function checkIsHttpToken(value) {
  if (checkedTokens.has(value)) return true;
  if (typeof value !== 'string' || !tokenRegExp.test(value)) return false;
  if (checkedTokens.size < 512) checkedTokens.add(value);
  return true;
}

/** Does a field value have characters that may not be sent? */
function checkInvalidHeaderChar(value) {
  return headerCharRegExp.test(value);
}

/** The Error of a parse error, as users of 'clientError' know it. */
function parseError(code, reason, bytesParsed, rawPacket) {
  // The end of a connection in the middle of a message has no packet, and no reason in the text.
  const error = new Error(rawPacket === undefined && code === 'HPE_INVALID_EOF_STATE' ? 'Parse Error' : `Parse Error: ${reason}`);
  error.code = code;
  error.reason = reason;
  error.bytesParsed = bytesParsed;
  error.rawPacket = rawPacket;
  return error;
}

function isLenient() {
  const { getOptionValue } = require('internal/options');
  return getOptionValue('--insecure-http-parser') === true;
}

module.exports = {
  _checkInvalidHeaderChar: checkInvalidHeaderChar,
  _checkIsHttpToken: checkIsHttpToken,
  chunkExpression: /(?:^|\W)chunked(?:$|\W)/i,
  continueExpression: /(?:^|\W)100-continue(?:$|\W)/i,
  CRLF,
  methods,
  parseError,
  isLenient,
  kIncomingMessage: require('internal/http/hidden').kIncomingMessage,
};

// The class that programs know; the library works with Connection.
defineLazyProperties(module.exports, 'internal/http/http_parser_class', ['HTTPParser', 'freeParser', 'parsers']);
