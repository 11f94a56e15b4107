// SPDX-License-Identifier: MIT
// The head of a part (RFC 7578 §4.2 to §4.4).
'use strict';

/** @param {string} text lines of a head @returns {Map<string, string>} lower-case names; the first of equal ones counts */
function parseHeaders(text) {
  const headers = new Map();
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return headers;
}

/**
 * @param {string} value of Content-Disposition or Content-Type
 * @returns {{ type: string, params: Map<string, string> }} names in lower case
 */
function parseParameters(value) {
  const params = new Map();
  const first = /^\s*([^;\s]*)/.exec(value)[1];
  const pattern = /;\s*([^=;\s]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g;
  for (let match; (match = pattern.exec(value)) !== null;) {
    const name = match[1].toLowerCase();
    if (!params.has(name)) params.set(name, match[2] !== undefined ? unquote(match[2]) : match[3].trim());
  }
  return { type: first.toLowerCase(), params };
}

// Browsers write " as %22, CR as %0D and LF as %0A and leave backslashes alone (WHATWG HTML, "multipart/form-data
// encoding algorithm"); others escape the quote with a backslash.
function unquote(text) {
  return text.replace(/\\"/g, '"').replace(/%(22|0D|0A)/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}

/** RFC 5987: charset'language'percent-encoded. undefined: not understood. */
function decodeExtended(value) {
  const match = /^(utf-8|iso-8859-1)'[^']*'(.*)$/i.exec(value);
  if (match === null) return undefined;
  try {
    return match[1].toLowerCase() === 'utf-8' ? decodeURIComponent(match[2]) : unescape(match[2]);
  } catch {
    return undefined;
  }
}

/** A client's path is none of ours: what follows the last slash or backslash, without control characters. */
function baseName(filename) {
  const name = filename.slice(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1).replace(/[\0-\x1f\x7f]/g, '');
  return name === '.' || name === '..' ? '' : name;
}

/**
 * @param {string} text
 * @returns {{ name: string | undefined, filename: string | undefined, type: string, headers: Map<string, string> }}
 */
function parseHead(text) {
  const headers = parseHeaders(text);
  const { params } = parseParameters(headers.get('content-disposition') ?? '');
  const extended = params.has('filename*') ? decodeExtended(params.get('filename*')) : undefined;
  const filename = extended ?? params.get('filename');
  return {
    name: params.get('name'),
    filename: filename === undefined ? undefined : baseName(filename),
    type: headers.get('content-type') ?? (filename === undefined ? 'text/plain' : 'application/octet-stream'),
    headers,
  };
}

module.exports = { parseHead, parseParameters };
