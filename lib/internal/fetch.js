// SPDX-License-Identifier: MIT
'use strict';
// The globals of the fetch family. undici (npm, embedded) is loaded when one of them is first used; the usual request
// is not sent by it but by internal/fetch/request.

let loaded, fetchPlainly, undiciFetch;
function undici() {
  if (loaded !== undefined) return loaded;
  // While it loads, undici looks for this name, to call itself `node` in the user-agent header.
  globalThis.__UNDICI_IS_NODE__ = true;
  try {
    loaded = require('internal/deps/undici/index-fetch');
  } finally {
    delete globalThis.__UNDICI_IS_NODE__;
  }
  if (process.env.NODE_USE_ENV_PROXY === '1' || require('internal/options').getOptionValue('--use-env-proxy')) {
    require('internal/http/proxy').setFetchProxy(process.env);
  }
  return loaded;
}

/**
 * @param {string|URL|Request} input
 * @param {RequestInit} [init]
 * @returns {Promise<Response>} rejected, if there was no connection, with a TypeError whose `cause` also has `host`
 *   and `attempts`: [{ address, port, code }]
 */
function fetch(input, init = undefined) {
  if (fetchPlainly === undefined) {
    undici();
    ({ fetchPlainly } = require('internal/fetch/request'));
    ({ fetch: undiciFetch } = require('internal/deps/undici/lib/web/fetch/index'));
  }
  const plain = arguments.length > 0 ? fetchPlainly(input, init) : undefined;
  if (plain !== undefined) return plain;
  // Not by undici's own wrapper, which does to errors what is done here, a turn earlier.
  return undiciFetch(input, init).catch((error) => {
    if (error !== null && typeof error === 'object') Error.captureStackTrace(error, fetch);
    explain(error?.cause);
    throw error;
  });
}

/** "fetch failed" says nothing; what was tried to reach whom does. */
function explain(cause) {
  if (cause?.syscall === 'connect' || Array.isArray(cause?.errors)) {
    const { kConnectHost } = require('internal/net/connect');
    const errors = (Array.isArray(cause.errors) ? cause.errors : [cause]).filter((e) => e?.syscall === 'connect');
    if (errors.length > 0) {
      cause.host ??= cause[kConnectHost] ?? errors[0].address;
      cause.attempts ??= errors.map(({ address, port, code }) => ({ address, port, code }));
    }
  }
}

module.exports = { explain, fetch, undici };

for (const name of [
  'FormData', 'Headers', 'Request', 'Response', 'WebSocket', 'CloseEvent', 'ErrorEvent', 'MessageEvent', 'EventSource',
]) {
  Object.defineProperty(module.exports, name, {
    __proto__: null, enumerable: true, configurable: true, get: () => undici()[name],
  });
}
