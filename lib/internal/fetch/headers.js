// SPDX-License-Identifier: MIT
// undici's list of headers, made of a head as it was received when somebody looks into it.
'use strict';

const { HeadersList } = require('internal/deps/undici/lib/web/fetch/headers');
const binding = internalBinding('http_parser');

const MAX_HEADERS = 2000;

/** @param {string} block header lines @constructor @extends HeadersList */
function LateHeaders(block) {
  this.block = block;
}

function parse(late) {
  const flat = binding.headers(late.block);
  late.block = '';
  const list = new HeadersList();
  const length = Math.min(flat.length, 2 * MAX_HEADERS);
  for (let i = 0; i < length; i += 2) list.append(flat[i], flat[i + 1], true);
  for (const name of fields) {
    Object.defineProperty(late, name, { __proto__: null, configurable: true, enumerable: true, writable: true, value: list[name] });
  }
}

const fields = ['headersMap', 'sortedMap', 'cookies'];
LateHeaders.prototype = Object.create(HeadersList.prototype);
for (const name of fields) {
  Object.defineProperty(LateHeaders.prototype, name, {
    __proto__: null,
    configurable: true,
    get() {
      parse(this);
      return this[name];
    },
    set(value) {
      parse(this);
      this[name] = value;
    },
  });
}

module.exports = { LateHeaders };
