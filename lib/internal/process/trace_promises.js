// SPDX-License-Identifier: MIT
// --trace-promises: where promises are made and settled, on stderr. Loaded when the option is given.
'use strict';

const { Error, SafeWeakMap, StringPrototypeIndexOf, StringPrototypeSlice } = primordials;

const { writeText } = internalBinding('util');

const numbers = new SafeWeakMap();
let next = 0;

function trace(text, from) {
  const place = { stack: '' };
  Error.captureStackTrace(place, from);
  const { stack } = place;
  const end = typeof stack === 'string' ? StringPrototypeIndexOf(stack, '\n') : -1;
  writeText(2, `[--trace-promises] ${text}\n${end === -1 ? '' : `${StringPrototypeSlice(stack, end + 1)}\n`}\n`);
}

function numberOf(promise) {
  let number = numbers.get(promise);
  if (number === undefined) numbers.set(promise, number = next++);
  return number;
}

/** Called at start, before any code of the program. */
function start() {
  const hooks = require('internal/promise_hooks');
  hooks.onInit(function created(promise, parent) {
    const number = numberOf(promise);
    const by = parent === undefined ? '' : `promise #${numberOf(parent)} `;
    trace(`${by}created promise #${number}`, created);
  });
  hooks.onSettled(function settled(promise) {
    trace(`resolved promise #${numberOf(promise)}`, settled);
  });
}

module.exports = { start };
