// SPDX-License-Identifier: MIT
// import.meta of modules that the default loader has loaded.
'use strict';

const { StringPrototypeStartsWith } = primordials;

let mainURL;
let hasResolve = true;

/** In the thread of module.register()'s hooks. */
function withoutResolve() {
  hasResolve = false;
}

/** Says which module is the program's entry (import.meta.main). */
function setMainURL(url) {
  mainURL = url;
}

function makeResolve(defaultParentURL) {
  return function resolve(specifier, parentURL = defaultParentURL) {
    const { getLoader } = require('internal/modules/esm/loader');
    if (arguments.length > 1) {
      const { getOptionValue } = require('internal/options');
      if (!getOptionValue('--experimental-import-meta-resolve')) parentURL = defaultParentURL;
    }
    return getLoader().importMetaResolve(specifier, `${parentURL}`);
  };
}

function initializeImportMeta(meta, url) {
  if (StringPrototypeStartsWith(url, 'file:')) {
    const { fileURLToPath } = require('internal/url');
    const path = fileURLToPath(url);
    meta.dirname = require('path').dirname(path);
    meta.filename = path;
  }
  meta.main = url === mainURL;
  if (hasResolve) meta.resolve = makeResolve(url);
  meta.url = url;
}

module.exports = { initializeImportMeta, setMainURL, withoutResolve };
