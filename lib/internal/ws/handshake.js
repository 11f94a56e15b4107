// SPDX-License-Identifier: MIT
// What both ends of the opening handshake need (RFC 6455 §1.3, §4).
'use strict';

const { createHash, randomBytes } = require('crypto');

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Sec-WebSocket-Accept for a Sec-WebSocket-Key. */
function acceptKey(key) { return createHash('sha1').update(key + GUID).digest('base64'); }

function newKey() { return randomBytes(16).toString('base64'); }

/** @returns {Set<string> | null} of a Sec-WebSocket-Protocol header; null: malformed or with duplicates */
function parseProtocols(header) {
  const protocols = new Set();
  for (const part of header.split(',')) {
    const name = part.trim();
    if (!token.test(name) || protocols.has(name)) return null;
    protocols.add(name);
  }
  return protocols;
}

module.exports = { acceptKey, isToken: (text) => token.test(text), newKey, parseProtocols };
