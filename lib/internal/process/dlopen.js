// SPDX-License-Identifier: MIT
// process.dlopen: loads a native addon into module.exports. The CommonJS loader calls it for .node files.
'use strict';

const { NumberIsInteger } = primordials;
const { dlopen: open, RTLD_LAZY } = internalBinding('addons');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS }, genericNodeError } = require('internal/errors');
const { validateString } = require('internal/validators');
const { pathToFileURL } = require('internal/url');

/**
 * @param {{ exports: any }} module gets what the addon exports
 * @param {string} filename of the addon
 * @param {number} [flags] of dlopen(3), default os.constants.dlopen.RTLD_LAZY
 */
function dlopen(module, filename, flags = RTLD_LAZY) {
  if (arguments.length < 2) throw new ERR_MISSING_ARGS('module', 'filename');
  const { getOptionValue, refuseInSnapshot } = require('internal/options');
  refuseInSnapshot('process.dlopen()');
  if ((getOptionValue('--permission') && !getOptionValue('--allow-addons')) || getOptionValue('--addons') === false) {
    throw genericNodeError('Cannot load native addon because loading addons is disabled.',
      { __proto__: null, code: 'ERR_DLOPEN_DISABLED' });
  }
  if (!NumberIsInteger(flags)) throw new ERR_INVALID_ARG_TYPE('flags', 'integer', flags);
  validateString(filename, 'filename');
  const exports = module.exports;
  const result = open(filename, flags, pathToFileURL(filename).href, exports);
  if (result !== exports && result !== undefined) module.exports = result;
}

module.exports = { dlopen };
