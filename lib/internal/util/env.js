// SPDX-License-Identifier: MIT
// The text of a .env file -> an object. Used by util.parseEnv() and process.loadEnvFile().
'use strict';

const { validateString } = require('internal/validators');
const binding = internalBinding('options');

/**
 * @param {string} content
 * @returns {Record<string, string>}
 */
function parseEnv(content) {
  validateString(content, 'content');
  return binding.parseEnv(content);
}

module.exports = { parseEnv };
