// SPDX-License-Identifier: MIT
'use strict';

// util.parseEnv(): the contents of a .env file.

/**
 * @param {string} content
 * @returns {Record<string, string>}
 */
function parseEnv(content) {
  const values = {};
  const text = content.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  let at = 0;
  while (at < text.length) {
    let end = text.indexOf('\n', at);
    if (end === -1) end = text.length;
    const line = text.slice(at, end);
    const equals = line.indexOf('=');
    if (equals === -1 || /^\s*#/.test(line)) {
      at = end + 1;
      continue;
    }
    let key = line.slice(0, equals).trim();
    if (key.startsWith('export ')) key = key.slice(7).trim();
    let start = at + equals + 1;
    while (start < end && /[ \t]/.test(text[start])) start++;
    const quote = text[start];
    const close = quote === '"' || quote === "'" || quote === '`' ? text.indexOf(quote, start + 1) : -1;
    if (close !== -1) {
      let value = text.slice(start + 1, close);
      if (quote === '"') value = value.replaceAll('\\n', '\n');
      if (key !== '') values[key] = value;
      // What follows the quote on its line is a comment.
      end = text.indexOf('\n', close);
      if (end === -1) end = text.length;
    } else if (key !== '') {
      const hash = text.slice(start, end).indexOf('#');
      values[key] = text.slice(start, hash === -1 ? end : start + hash).trim();
    }
    at = end + 1;
  }
  const sorted = {}; // as Node's are
  for (const key of Object.keys(values).sort()) sorted[key] = values[key];
  return sorted;
}

module.exports = { parseEnv };
