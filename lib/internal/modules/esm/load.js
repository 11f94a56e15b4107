// SPDX-License-Identifier: MIT
// URL -> format and source, for file:, data: and node: URLs.
'use strict';

const { RegExpPrototypeExec, StringPrototypeSlice, decodeURIComponent } = primordials;

const { URL, fileURLToPath } = require('internal/url');
const { formatWithSource, mimeOf } = require('internal/modules/esm/formats');
const { watching } = require('internal/modules/hooks_state');
const { validateAttributes } = require('internal/modules/esm/attributes');

const plainURL = /^file:\/\/\/[\w./@-]+$/;
const dataPattern = /^data:([^,;]*)((?:;[^,;]*)*?)(;base64)?,([\s\S]*)$/i;

function readData(url) {
  const match = RegExpPrototypeExec(dataPattern, url.href);
  if (match === null) {
    const { codes: { ERR_INVALID_URL } } = require('internal/errors');
    throw new ERR_INVALID_URL(url.href);
  }
  // The fragment is no part of the data.
  const body = url.hash === '' ? match[4] : match[4].slice(0, -url.hash.length);
  const { Buffer } = require('buffer');
  return Buffer.from(decodeURIComponent(body), match[3] === undefined ? 'utf8' : 'base64');
}

function readFile(url, format) {
  const path = fileURLToPath(url);
  if (watching.report !== null) watching.report(path);
  if (format === 'wasm' || format === 'addon') return require('fs').readFileSync(path);
  return require('internal/modules/helpers').readSource(path);
}

function checkScheme(url) {
  if (url.protocol === 'file:' || url.protocol === 'data:' || url.protocol === 'node:' || url.protocol === 'eddy:') return;
  const { codes: { ERR_UNSUPPORTED_ESM_URL_SCHEME } } = require('internal/errors');
  const network = url.protocol === 'http:' || url.protocol === 'https:';
  throw new ERR_UNSUPPORTED_ESM_URL_SCHEME(url, network ? ['file', 'data'] : ['file', 'data', 'node']);
}

/**
 * @param {string} href
 * @param {{ format?: string, importAttributes?: object }} context
 * @param {boolean} [withSource] CommonJS text too (for hooks)
 * @returns {{ format: string|undefined, source: string|Uint8Array|null, text?: string }}
 */
function defaultLoad(href, context = { __proto__: null }, withSource = true) {
  if (context.format === 'module' && RegExpPrototypeExec(plainURL, href) !== null) {
    const path = StringPrototypeSlice(href, 7); // a URL of such characters is its path
    if (watching.report !== null) watching.report(path);
    const source = require('internal/modules/helpers').readSource(path);
    validateAttributes(href, 'module', context.importAttributes);
    return { __proto__: null, format: 'module', responseURL: href, source };
  }
  const url = new URL(href);
  checkScheme(url);
  let { format } = context;
  let source = null;
  if (url.protocol === 'node:' || url.protocol === 'eddy:') {
    format = 'builtin';
  } else {
    // Errors of the format come before errors of reading.
    format ??= formatWithSource(url, undefined);
    if (format !== 'addon') source = url.protocol === 'data:' ? readData(url) : readFile(url, format);
    format ??= formatWithSource(url, source);
    if (url.protocol === 'data:') format ??= mimeOf(url);
  }
  validateAttributes(href, format, context.importAttributes);
  const result = { __proto__: null, format, responseURL: href, source };
  if (format === 'commonjs' && !withSource && url.protocol === 'file:') {
    result.source = null;
    result.text = source;
  }
  return result;
}

/** What hooks are given: the bytes of a file, not its text. */
function withBytes(result) {
  if (typeof result.source === 'string') result.source = require('buffer').Buffer.from(result.source);
  return result;
}

module.exports = { defaultLoad, withBytes };
