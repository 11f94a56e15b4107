// SPDX-License-Identifier: MIT
// require('node:sea'): what a single executable application carries besides its code.
'use strict';

const { isSea } = internalBinding('sea');
const {
  codes: { ERR_NOT_IN_SINGLE_EXECUTABLE_APPLICATION, ERR_SINGLE_EXECUTABLE_APPLICATION_ASSET_NOT_FOUND },
} = require('internal/errors');
const { validateString } = require('internal/validators');

function assets() {
  if (!isSea()) throw new ERR_NOT_IN_SINGLE_EXECUTABLE_APPLICATION();
  return require('internal/sea/application').application().assets;
}

/**
 * The bytes of an asset as they lie in the executable, without a copy.
 * @param {string} key
 * @returns {ArrayBuffer}
 */
function getRawAsset(key) {
  validateString(key, 'key');
  const asset = assets()[key];
  if (asset === undefined) throw new ERR_SINGLE_EXECUTABLE_APPLICATION_ASSET_NOT_FOUND(key);
  return require('internal/sea/application').bytes(asset);
}

/**
 * @param {string} key
 * @param {string} [encoding] the result is a string in this encoding, as TextDecoder names it
 * @returns {ArrayBuffer|string} a copy
 */
function getAsset(key, encoding) {
  if (encoding !== undefined) validateString(encoding, 'encoding');
  const bytes = getRawAsset(key);
  return encoding === undefined ? bytes.slice() : new TextDecoder(encoding).decode(bytes);
}

/**
 * @param {string} key
 * @param {object} [options] of the Blob
 * @returns {Blob}
 */
function getAssetAsBlob(key, options) {
  return new Blob([getRawAsset(key)], options);
}

/** @returns {string[]} the keys of all assets */
function getAssetKeys() {
  return Object.keys(assets());
}

module.exports = {
  isSea() {
    return isSea();
  },
  getAsset,
  getRawAsset,
  getAssetAsBlob,
  getAssetKeys,
};
