// SPDX-License-Identifier: MIT
'use strict';
// How the classes of node:sqlite look from outside: as classes that are made natively.

/**
 * What has a name in the class is enumerable, and lengths are 0.
 * @param {Function} Class
 */
function asNative(Class) {
  for (const name of Object.getOwnPropertyNames(Class.prototype)) {
    if (name === 'constructor') continue;
    Object.defineProperty(Class.prototype, name, { __proto__: null, enumerable: true });
    const { value } = Object.getOwnPropertyDescriptor(Class.prototype, name);
    if (typeof value === 'function') Object.defineProperty(value, 'length', { __proto__: null, value: 0 });
  }
  Object.defineProperty(Class, 'length', { __proto__: null, value: 0 });
}

module.exports = { asNative };
