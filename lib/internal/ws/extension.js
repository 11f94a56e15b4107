// SPDX-License-Identifier: MIT
// The Sec-WebSocket-Extensions header (RFC 6455 §9.1), and permessage-deflate's parameters (RFC 7692 §7.1).
'use strict';

const DEFLATE = 'permessage-deflate';
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * @param {string} header
 * @returns {{ name: string, params: Map<string, string | true> }[]} offers, in the header's order
 * @throws {SyntaxError} when the header is malformed
 */
function parseExtensions(header) {
  const offers = [];
  for (const item of splitQuoted(header, ',')) {
    const [name, ...rest] = splitQuoted(item, ';').map((part) => part.trim());
    if (!token.test(name)) throw new SyntaxError(`Invalid extension: ${name}`);
    const params = new Map();
    for (const part of rest) {
      const equals = part.indexOf('=');
      const key = equals < 0 ? part : part.slice(0, equals).trim();
      let value = equals < 0 ? true : part.slice(equals + 1).trim();
      if (value !== true && /^".*"$/.test(value)) value = value.slice(1, -1).replace(/\\(.)/g, '$1');
      if (!token.test(key) || (value !== true && !token.test(value))) {
        throw new SyntaxError(`Invalid extension parameter: ${part}`);
      }
      if (params.has(key)) throw new SyntaxError(`Duplicate extension parameter: ${key}`);
      params.set(key, value);
    }
    offers.push({ name, params });
  }
  return offers;
}

function splitQuoted(text, separator) {
  const parts = [];
  let start = 0, quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted && c === '\\') i++;
    else if (c === '"') quoted = !quoted;
    else if (!quoted && c === separator) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  if (quoted) throw new SyntaxError('Unterminated string in an extension header');
  parts.push(text.slice(start));
  return parts;
}

/** mayBeBare: the parameter may come without a value. */
function windowBits(params, key, mayBeBare) {
  const value = params.get(key);
  if (value === undefined || (value === true && mayBeBare)) return value;
  const bits = value === true ? NaN : Number(value);
  if (!Number.isInteger(bits) || bits < 8 || bits > 15) throw new SyntaxError(`Invalid value for parameter "${key}": ${value}`);
  return bits;
}

function flag(params, key) {
  const value = params.get(key);
  if (value !== undefined && value !== true) throw new SyntaxError(`Invalid value for parameter "${key}": ${value}`);
  return value === true;
}

function readParams(params, isOffer) {
  for (const key of params.keys()) {
    if (key !== 'server_no_context_takeover' && key !== 'client_no_context_takeover' &&
        key !== 'server_max_window_bits' && key !== 'client_max_window_bits') {
      throw new SyntaxError(`Unknown parameter "${key}"`);
    }
  }
  return {
    serverNoContextTakeover: flag(params, 'server_no_context_takeover'),
    clientNoContextTakeover: flag(params, 'client_no_context_takeover'),
    serverMaxWindowBits: windowBits(params, 'server_max_window_bits', false),
    clientMaxWindowBits: windowBits(params, 'client_max_window_bits', isOffer),
  };
}

/**
 * What a server agrees to, of what a client offers.
 * @param {object} options of the server: serverNoContextTakeover, clientNoContextTakeover (boolean),
 *   serverMaxWindowBits, clientMaxWindowBits (8..15, or false to refuse the parameter)
 * @returns {{ accepted: object, header: string } | null} null: no compression
 * @throws {Error} when compression is offered, but not as these options want it
 */
function acceptDeflate(options, offers) {
  let offered = false;
  for (const { name, params } of offers) {
    if (name !== DEFLATE) continue;
    offered = true;
    const offer = readParams(params, true);
    const serverBits = offer.serverMaxWindowBits;
    if (options.serverNoContextTakeover === false && offer.serverNoContextTakeover) continue;
    if (serverBits !== undefined && (options.serverMaxWindowBits === false ||
        (typeof options.serverMaxWindowBits === 'number' && options.serverMaxWindowBits > serverBits))) continue;
    if (typeof options.clientMaxWindowBits === 'number' && !offer.clientMaxWindowBits) continue;
    if (options.serverNoContextTakeover) params.set('server_no_context_takeover', true);
    if (options.clientNoContextTakeover) params.set('client_no_context_takeover', true);
    if (typeof options.serverMaxWindowBits === 'number') params.set('server_max_window_bits', options.serverMaxWindowBits);
    if (typeof options.clientMaxWindowBits === 'number') params.set('client_max_window_bits', options.clientMaxWindowBits);
    else if (offer.clientMaxWindowBits === true || options.clientMaxWindowBits === false) params.delete('client_max_window_bits');
    let header = DEFLATE;
    for (const [key, value] of params) header += value === true ? `; ${key}` : `; ${key}=${Number(value)}`;
    const accepted = {
      outTakeover: !params.has('server_no_context_takeover'),
      inTakeover: !params.has('client_no_context_takeover'),
      outBits: Number(params.get('server_max_window_bits') ?? 15),
    };
    return { accepted, header };
  }
  if (offered) throw new Error('None of the extension offers can be accepted');
  return null;
}

/** The offer of a client, as the header's value. */
function offerDeflate(options) {
  let header = DEFLATE;
  if (options.serverNoContextTakeover) header += '; server_no_context_takeover';
  if (options.clientNoContextTakeover) header += '; client_no_context_takeover';
  if (options.serverMaxWindowBits) header += `; server_max_window_bits=${options.serverMaxWindowBits}`;
  if (options.clientMaxWindowBits) header += `; client_max_window_bits=${options.clientMaxWindowBits}`;
  else if (options.clientMaxWindowBits === undefined || options.clientMaxWindowBits === null) {
    header += '; client_max_window_bits';
  }
  return header;
}

/** What a server has answered to offerDeflate. @throws {Error} when it may not answer so. */
function confirmDeflate(options, answers) {
  const answer = readParams(answers[0].params, false);
  if (options.clientNoContextTakeover === false && answer.clientNoContextTakeover) {
    throw new Error('Unexpected parameter "client_no_context_takeover"');
  }
  if (answer.clientMaxWindowBits !== undefined &&
      (options.clientMaxWindowBits === false ||
       (typeof options.clientMaxWindowBits === 'number' && answer.clientMaxWindowBits > options.clientMaxWindowBits))) {
    throw new Error('Unexpected or invalid parameter "client_max_window_bits"');
  }
  return {
    outTakeover: !(answer.clientNoContextTakeover || options.clientNoContextTakeover),
    inTakeover: !answer.serverNoContextTakeover,
    outBits: answer.clientMaxWindowBits ?? (options.clientMaxWindowBits || 15),
  };
}

module.exports = { parseExtensions, acceptDeflate, offerDeflate, confirmDeflate };
