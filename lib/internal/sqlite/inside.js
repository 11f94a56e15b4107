// SPDX-License-Identifier: MIT
'use strict';
// What an object of node:sqlite keeps to itself: private fields that are put on objects made elsewhere, by functions that are
// called as Node's are (an error of their own without `new`), or by the binding.

class Given {
  constructor(object) { return object; }
}

/** @returns {{ get: Function, set: Function }} get(object) is undefined where nothing was set. */
function makeInside() {
  class Inside extends Given {
    #value;
    constructor(object, value) {
      super(object);
      this.#value = value;
    }
    static get(object) {
      return typeof object === 'object' && object !== null && #value in object ? object.#value : undefined;
    }
    static set(object, value) {
      if (#value in object) object.#value = value;
      else new Inside(object, value);
    }
  }
  return { get: Inside.get, set: Inside.set };
}

module.exports = { makeInside };
