// SPDX-License-Identifier: MIT
'use strict';

// util.styleText(): text in colours, unless the stream shows none.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { colors } = require('internal/util/inspect/styles');
const { validateBoolean, validateObject, validateOneOf, validateString } = require('internal/validators');

function isStream(value) {
  return value !== null && typeof value === 'object' &&
    (typeof value.write === 'function' || typeof value.pipe === 'function' ||
     typeof value.getReader === 'function' || typeof value.getWriter === 'function');
}

/**
 * @param {string|string[]} format names of util.inspect.colors, or 'none'
 * @param {string} text
 * @param {{validateStream?: boolean, stream?: object}} [options]
 * @returns {string}
 */
function styleText(format, text, options = kEmptyObject) {
  validateString(text, 'text');
  if (options !== undefined) validateObject(options, 'options');
  const { validateStream = true } = options;
  let { stream } = options;
  const formats = Array.isArray(format) ? format : [format];
  let skip = false;
  if (validateStream || validateStream === null) {
    if (validateStream !== null) validateBoolean(validateStream, 'options.validateStream');
    stream ??= process.stdout;
    if (!isStream(stream)) {
      throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
    }
    skip = !require('internal/util/colors').shouldColorize(stream);
  }
  for (const name of formats) {
    if (name !== 'none' && colors[name] === undefined) validateOneOf(name, 'format', Object.keys(colors));
  }
  if (skip) return text;
  let inner = text;
  let start = '';
  let end = '';
  for (let i = 0; i < formats.length; i++) {
    const name = formats[i];
    if (name === 'none') continue;
    const codes = colors[name];
    const on = `\u001b[${codes[0]}m`;
    const off = `\u001b[${codes[1]}m`;
    if (inner.includes(off)) {
      // Where a style inside of the text ends, this one begins again. Bold and dim end with the same code.
      inner = inner.replaceAll(off, name === 'bold' || name === 'dim' ? `${off}${on}` : on);
    }
    start += on;
    end = `${off}${end}`;
  }
  return start + inner + end;
}

module.exports = { styleText };
