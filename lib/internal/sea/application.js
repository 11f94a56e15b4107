// SPDX-License-Identifier: MIT
// The application in this executable: its header, and the bytes of its files.
'use strict';

const binding = internalBinding('sea');

let header;
let base;

/**
 * @returns {{ main: object, warning: boolean, assets: { [key: string]: [number, number] },
 *   files?: object, links?: object }} as internal/sea/build writes it
 */
function application() {
  if (header === undefined) {
    const { Buffer } = require('buffer');
    const length = Buffer.from(binding.bytes(0, 4)).readUInt32LE();
    header = JSON.parse(Buffer.from(binding.bytes(4, length)).toString('utf8'));
    header.assets = { __proto__: null, ...header.assets };
    base = 4 + length;
  }
  return header;
}

/** @param {[number, number]} place @returns {ArrayBuffer} not a copy */
function bytes({ 0: offset, 1: length }) {
  application();
  return binding.bytes(base + offset, length);
}

/** @param {[number, number]} place */
function text(place) {
  return require('buffer').Buffer.from(bytes(place)).toString('utf8');
}

module.exports = { application, bytes, text };
