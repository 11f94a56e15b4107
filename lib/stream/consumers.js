// SPDX-License-Identifier: MIT
// The module `stream/consumers`: a whole stream as one value.
'use strict';

/** @returns {Promise<Blob>} */
async function blob(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return new Blob(chunks);
}

/** @returns {Promise<ArrayBuffer>} */
async function arrayBuffer(stream) {
  return (await blob(stream)).arrayBuffer();
}

/** @returns {Promise<Buffer>} */
async function buffer(stream) {
  return Buffer.from(await arrayBuffer(stream));
}

/** @returns {Promise<Uint8Array>} */
async function bytes(stream) {
  return new Uint8Array(await arrayBuffer(stream));
}

/** UTF-8. @returns {Promise<string>} */
async function text(stream) {
  const decoder = new TextDecoder();
  let string = '';
  for await (const chunk of stream) {
    if (typeof chunk === 'string') string += chunk;
    else string += decoder.decode(chunk, { stream: true });
  }
  return string + decoder.decode();
}

/** @returns {Promise<any>} */
async function json(stream) {
  return JSON.parse(await text(stream));
}

module.exports = {
  arrayBuffer, blob, buffer, bytes, text, json,
};
