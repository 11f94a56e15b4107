// SPDX-License-Identifier: MIT
// Compiles a program without running it (--check). A SyntaxError ends the process like any other.
'use strict';

const { StringPrototypeEndsWith } = primordials;

const { getOptionValue } = require('internal/options');

function formatOf(filename) {
  if (filename === '[stdin]') return getOptionValue('--input-type') || undefined;
  if (StringPrototypeEndsWith(filename, '.mjs')) return 'module';
  if (StringPrototypeEndsWith(filename, '.cjs')) return 'commonjs';
  const { getNearestParentPackageJSONType } = require('internal/modules/package_json_reader');
  const type = getNearestParentPackageJSONType(filename);
  return type === 'none' ? undefined : type;
}

/**
 * @param {string} source
 * @param {string} filename
 */
function checkSyntax(source, filename) {
  const { compile } = require('internal/modules/cjs/loader');
  const { stripBOM } = require('internal/modules/helpers');
  const text = stripBOM(source);
  const format = formatOf(filename);
  if (format !== 'module' && compile(undefined, filename, text, format) !== undefined) return;
  const { ModuleWrap } = internalBinding('module_wrap');
  const url = filename === '[stdin]' ? filename : require('internal/url').pathToFileURL(filename).href;
  new ModuleWrap(url, undefined, text, 0, 0, undefined);
}

module.exports = { checkSyntax };
