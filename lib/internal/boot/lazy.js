// SPDX-License-Identifier: MIT
// Data properties of globalThis, process and modules whose values are made when somebody looks for the first time.
'use strict';

const { defineLazy } = internalBinding('util');
const { setSlot } = internalBinding('builtins');
const { enqueueMicrotask } = internalBinding('process');
const { ArrayPrototypePush, ArrayPrototypeUnshift, Symbol } = primordials;

const kNothing = Symbol('nothing');

/** Gives an object a hidden class of its own, however many classes or what hash table it has come through. */
function compact(object) {
  const heir = { __proto__: object };
  return heir[kNothing]; // this look makes the engine put the prototype in its final form
}

// By the property's name and the object: a start-up snapshot keeps V8's data for such a property apart from functions.
const waits = { __proto__: null }; // name -> [{ object, make }]
setSlot('lazy', (name, holder) => {
  const list = waits[name];
  let at = 0;
  while (at < list.length - 1 && list[at].object !== holder) at++;
  const { object, make } = list[at];
  const value = make();
  if (object !== globalThis) compactSoon(object);
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
 * @param {string} name
 * @param {boolean} enumerable
 * @param {() => any} make
 * @param {boolean} [readOnly]
 */
function lazyProperty(object, name, enumerable, make, readOnly = false) {
  const list = waits[name] ??= [];
  // globalThis last: V8 does not name it by its proxy.
  if (object === globalThis) ArrayPrototypePush(list, { object, make });
  else ArrayPrototypeUnshift(list, { object, make });
  defineLazy(object, name, enumerable, readOnly);
}

/** Whether `object` was given such a property; it may have its value by now. */
function isLazy(object, name) {
  const list = waits[name];
  if (list === undefined) return false;
  for (let i = 0; i < list.length; i++) {
    if (list[i].object === object) return true;
  }
  return false;
}

module.exports = { compact, isLazy, lazyProperty };
