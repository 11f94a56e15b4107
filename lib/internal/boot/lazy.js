// SPDX-License-Identifier: MIT
// Data properties of globalThis and process whose values are made when somebody looks for the first time.
'use strict';

const { defineLazy } = internalBinding('util');
const { setSlot } = internalBinding('builtins');
const { enqueueMicrotask } = internalBinding('process');
const { ArrayPrototypePush, Symbol } = primordials;

const kNothing = Symbol('nothing');

/** Gives an object a hidden class of its own, however many classes or what hash table it has come through. */
function compact(object) {
  const heir = { __proto__: object };
  return heir[kNothing]; // this look makes the engine put the prototype in its final form
}

// By the property's name, which is all that V8 hands over: a start-up snapshot keeps it apart from functions.
const makers = { __proto__: null };
const owners = { __proto__: null };
setSlot('lazy', (name) => {
  const value = makers[name]();
  const owner = owners[name];
  if (owner !== globalThis) compactSoon(owner);
  return value;
});

// The value takes its place when this is over; the engine makes a hash table of the object to put it there. Once
// the program pauses the object gets a class again: `path.join` and `process.nextTick` are looked at all the time.
let waiting = [];
function compactSoon(object) {
  if (ArrayPrototypePush(waiting, object) > 1) return;
  enqueueMicrotask(() => {
    const objects = waiting;
    waiting = [];
    for (let i = 0; i < objects.length; i++) {
      if (i === 0 || objects[i] !== objects[i - 1]) compact(objects[i]);
    }
  });
}

/**
 * @param {object} object
 * @param {string} name that no other such property has, whatever its object
 * @param {boolean} enumerable
 * @param {() => any} make
 * @param {boolean} [readOnly]
 */
function lazyProperty(object, name, enumerable, make, readOnly = false) {
  makers[name] = make;
  owners[name] = object;
  defineLazy(object, name, enumerable, readOnly);
}

module.exports = { compact, lazyProperty };
