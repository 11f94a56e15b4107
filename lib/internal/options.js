// SPDX-License-Identifier: MIT
// The values of command-line options, read once from C when first asked for.
'use strict';

const { getOptions } = internalBinding('options');

let options;

/**
 * @param {string} name e.g. '--max-http-header-size'
 * @returns {boolean|string|number|string[]|undefined}
 */
function getOptionValue(name) {
  options ??= getOptions();
  return options[name];
}

/** Tells whether the snapshot is being built: then nothing may depend on options. */
function refreshOptions() {
  options = undefined;
}

module.exports = { getOptionValue, refreshOptions };
