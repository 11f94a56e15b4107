// SPDX-License-Identifier: MIT
// fs.openAsBlob(): a Blob over a file. Its bytes are read when somebody asks for them.
'use strict';

const { validateObject, validateString } = require('internal/validators');
const { getValidatedPath } = require('internal/fs/utils');
const { kEmptyObject } = require('internal/util');

/**
 * @param {string|Buffer|URL} path
 * @param {{type?: string}} [options]
 * @returns {Promise<Blob>}
 */
function openAsBlob(path, options = kEmptyObject) {
  validateObject(options, 'options');
  const type = options.type || '';
  validateString(type, 'options.type');
  path = getValidatedPath(path);
  const { createBlobFromFilePath } = require('internal/blob');
  return new Promise((resolve) => resolve(createBlobFromFilePath(path, { type })));
}

module.exports = { openAsBlob };
