// SPDX-License-Identifier: MIT
// Data properties of globalThis and process whose values are made when somebody looks for the first time.
'use strict';

const { defineLazy } = internalBinding('util');
const { setSlot } = internalBinding('builtins');

// By the property's name, which is all that V8 hands over: a start-up snapshot keeps it apart from functions.
const makers = { __proto__: null };
setSlot('lazy', (name) => makers[name]());

/**
 * @param {object} object
 * @param {string} name that no other such property has, whatever its object
 * @param {boolean} enumerable
 * @param {() => any} make
 * @param {boolean} [readOnly]
 */
function lazyProperty(object, name, enumerable, make, readOnly = false) {
  makers[name] = make;
  defineLazy(object, name, enumerable, readOnly);
}

module.exports = { lazyProperty };
