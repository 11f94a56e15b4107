// SPDX-License-Identifier: MIT
// Checks import attributes (`with { type: 'json' }`) against the format of the module.
'use strict';

const { ArrayPrototypeIncludes, ObjectKeys, ObjectPrototypeHasOwnProperty } = primordials;

const known = ['type'];

// Formats and the `type` they need; '' is none.
const typeOf = {
  '__proto__': null,
  'addon': '',
  'builtin': '',
  'commonjs': '',
  'commonjs-typescript': '',
  'json': 'json',
  'module': '',
  'module-typescript': '',
  'wasm': '',
};

/**
 * @param {string} url
 * @param {string|null|undefined} format
 * @param {Record<string, string>} attributes
 */
function validateAttributes(url, format, attributes = { __proto__: null }) {
  const { codes } = require('internal/errors');
  const keys = ObjectKeys(attributes);
  for (let i = 0; i < keys.length; i++) {
    if (!ArrayPrototypeIncludes(known, keys[i])) {
      throw new codes.ERR_IMPORT_ATTRIBUTE_UNSUPPORTED(keys[i], attributes[keys[i]], url);
    }
  }
  const wanted = typeOf[format];
  const hasType = ObjectPrototypeHasOwnProperty(attributes, 'type');
  if (wanted === undefined) return; // unknown format: somebody else's matter
  if (wanted === '') {
    if (hasType) refuse(url, attributes.type);
    return;
  }
  if (!hasType) throw new codes.ERR_IMPORT_ATTRIBUTE_MISSING(url, 'type', wanted);
  if (attributes.type !== wanted) refuse(url, attributes.type);
}

function refuse(url, type) {
  const { codes } = require('internal/errors');
  if (type !== 'json') throw new codes.ERR_IMPORT_ATTRIBUTE_UNSUPPORTED('type', type, url);
  throw new codes.ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE(url, type);
}

module.exports = { validateAttributes };
