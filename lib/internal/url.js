// SPDX-License-Identifier: MIT
// URLs for the library itself: class URL and URLSearchParams, file: URLs, options for HTTP requests.
// The parser is src/url; the classes are in internal/url/.
'use strict';

const {
  Number,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  decodeURIComponent,
} = primordials;

const { URL, domainToASCII, domainToUnicode, isURL } = require('internal/url/class');
const { kValidateObjectAllowObjects, validateObject } = require('internal/validators');
const { fileURLToPath, fileURLToPathBuffer, pathToFileURL, toPathIfFileURL } =
  require('internal/url/file');
const { URLSearchParams } = require('internal/url/search_params');

/** A URL as the options of http.request(). */
function urlToHttpOptions(url) {
  validateObject(url, 'url', kValidateObjectAllowObjects);
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url, // what the user has added
    protocol: url.protocol,
    hostname: hostname && StringPrototypeStartsWith(hostname, '[') ?
      StringPrototypeSlice(hostname, 1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) {
    options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  }
  return options;
}

module.exports = {
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  fileURLToPath,
  fileURLToPathBuffer,
  isURL,
  pathToFileURL,
  toPathIfFileURL,
  urlToHttpOptions,
};
