// SPDX-License-Identifier: MIT
// v8.promiseHooks: functions that V8 calls for each promise. async_hooks shares the one set of hooks that V8
// has, through setAsyncHooks.
'use strict';

const { setPromiseHooks } = internalBinding('process');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

const kinds = ['init', 'before', 'after', 'settled'];
const users = [[], [], [], []];
let asyncHooks = [undefined, undefined, undefined, undefined];

const AsyncFunction = (async () => {}).constructor;
const AsyncGenerator = (async function*() {}).constructor;

function check(fn, name) {
  if (typeof fn !== 'function' || fn instanceof AsyncFunction || fn instanceof AsyncGenerator) {
    throw new ERR_INVALID_ARG_TYPE(`${name}Hook`, 'function', fn);
  }
}

function fail(error) {
  process.nextTick(() => { throw error; });
}

function combine(kind) {
  const fns = users[kind].slice(), first = asyncHooks[kind];
  if (fns.length === 0) return first;
  return function promiseHook(promise, parent) {
    first?.(promise, parent);
    for (let i = 0; i < fns.length; i++) {
      try {
        fns[i](promise, parent);
      } catch (error) {
        fail(error);
      }
    }
  };
}

function update() {
  setPromiseHooks(combine(0), combine(1), combine(2), combine(3));
}

/** The hooks of async_hooks: init, before, after, settled; undefined switches one off. */
function setAsyncHooks(...fns) {
  asyncHooks = fns;
  update();
}

function add(kind, fn) {
  check(fn, kinds[kind]);
  users[kind].push(fn);
  update();
  let active = true;
  return function stop() {
    if (!active) return;
    active = false;
    users[kind].splice(users[kind].indexOf(fn), 1);
    update();
  };
}

/** @param {(promise: Promise, parent: Promise) => void} init @returns {() => void} stops it */
const onInit = (init) => add(0, init);
/** @param {(promise: Promise) => void} before */
const onBefore = (before) => add(1, before);
/** @param {(promise: Promise) => void} after */
const onAfter = (after) => add(2, after);
/** @param {(promise: Promise) => void} settled */
const onSettled = (settled) => add(3, settled);

/** Several at once. @returns {() => void} stops all of them */
function createHook({ init, before, after, settled } = {}) {
  const fns = [init, before, after, settled];
  for (let i = 0; i < fns.length; i++) {
    if (fns[i]) check(fns[i], kinds[i]);
  }
  const stops = [];
  for (let i = 0; i < fns.length; i++) {
    if (fns[i]) stops.push(add(i, fns[i]));
  }
  return () => { for (const stop of stops) stop(); };
}

module.exports = { createHook, onAfter, onBefore, onInit, onSettled, setAsyncHooks };
