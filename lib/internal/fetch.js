// SPDX-License-Identifier: MIT
'use strict';
// The globals of the fetch family. undici (npm, embedded) is loaded when one of them is first used.

let loaded;
function undici() {
  return loaded ??= require('internal/deps/undici/index-fetch');
}

/**
 * @param {string|URL|Request} input
 * @param {RequestInit} [init]
 * @returns {Promise<Response>}
 */
function fetch(input, init = undefined) {
  return undici().fetch(input, init);
}

module.exports = { fetch };

for (const name of [
  'FormData', 'Headers', 'Request', 'Response', 'WebSocket', 'CloseEvent', 'ErrorEvent', 'MessageEvent', 'EventSource',
]) {
  Object.defineProperty(module.exports, name, {
    __proto__: null, enumerable: true, configurable: true, get: () => undici()[name],
  });
}
