// SPDX-License-Identifier: MIT
'use strict';

// WebAssembly.compileStreaming() and instantiateStreaming() (WebAssembly Web API, §3): the bytes of a
// Response go to the engine's compiler as they arrive.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_WEBASSEMBLY_RESPONSE } } = require('internal/errors');

/** The Response, if a module may come from it. @throws {TypeError} */
function checkResponse(response) {
  const { Response } = require('internal/fetch');
  if (!(response instanceof Response)) {
    throw new ERR_INVALID_ARG_TYPE('source', ['Response', 'Promise resolving to Response'], response);
  }
  const type = response.headers.get('Content-Type');
  if (type !== 'application/wasm') throw new ERR_WEBASSEMBLY_RESPONSE(`has unsupported MIME type '${type}'`);
  if (!response.ok) throw new ERR_WEBASSEMBLY_RESPONSE(`has status code ${response.status}`);
  if (response.bodyUsed) throw new ERR_WEBASSEMBLY_RESPONSE('body has already been used');
  return response;
}

/**
 * Called by the engine, once the source's promise has been fulfilled.
 * @param {object} stream takes the bytes: push, finish, abort, setURL
 * @param {Response} source
 */
async function compile(stream, source) {
  try {
    const response = checkResponse(source);
    if (response.url) stream.setURL(response.url);
    if (response.body !== null) {
      for await (const chunk of response.body) {
        if (!stream.push(chunk)) {
          throw new ERR_INVALID_ARG_TYPE('chunk', ['Buffer', 'ArrayBuffer', 'TypedArray', 'DataView'], chunk);
        }
      }
    }
    stream.finish();
  } catch (error) {
    stream.abort(error);
  }
}

module.exports = { compile };
