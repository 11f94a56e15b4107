// SPDX-License-Identifier: MIT
'use strict';
// How the classes of node:sqlite look from outside: as classes that are made natively.

const { defineProperty, getOwnPropertyDescriptor, getOwnPropertyNames } = Object;

/**
 * What has a name in the class is enumerable, and lengths are 0.
 * @param {Function} Class
 */
function asNative(Class) {
  for (const name of getOwnPropertyNames(Class.prototype)) {
    if (name === 'constructor') continue;
    defineProperty(Class.prototype, name, { __proto__: null, enumerable: true });
    const { value } = getOwnPropertyDescriptor(Class.prototype, name);
    if (typeof value === 'function') defineProperty(value, 'length', { __proto__: null, value: 0 });
  }
  defineProperty(Class, 'length', { __proto__: null, value: 0 });
}

/**
 * Puts methods and getters on the prototype of a class that is a function, as asNative() would.
 * @param {object} prototype
 * @param {object} methods
 */
function define(prototype, methods) {
  for (const key of Reflect.ownKeys(methods)) {
    const own = getOwnPropertyDescriptor(methods, key);
    if (typeof own.value === 'function') {
      defineProperty(own.value, 'length', { __proto__: null, value: 0 });
      if (typeof key === 'symbol') defineProperty(own.value, 'name', { __proto__: null, value: '' });
    }
    defineProperty(prototype, key, { __proto__: null, ...own });
  }
}

module.exports = { asNative, define };
