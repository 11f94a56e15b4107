// SPDX-License-Identifier: MIT
'use strict';

// The global console. While nobody has asked for process.stdout (or stderr), lines go straight to
// the descriptor: a program that only prints never loads streams. Afterwards the stream gets them.

const { ObjectDefineProperty, ObjectGetOwnPropertyDescriptor } = primordials;

const { Console, bindMethods, hidden, kIsPlain, kWrite, setUp, writeToStream } =
  require('internal/console/constructor');
const { forcedColor } = require('internal/process/env');
const stdio = require('internal/process/stdio');
const { stdioGetters } = require('internal/process/setup');
const { guessHandleType, writeText } = internalBinding('util');

// As WebIDL has it: a namespace object, whose prototype is an empty object.
const console = { __proto__: {} };

bindMethods(console, Console.prototype);
setUp(console, true, 'auto', undefined);
console.Console = Console;
console.profile = { profile() {} }.profile;
console.profileEnd = { profileEnd() {} }.profileEnd;
console.timeStamp = { timeStamp() {} }.timeStamp;
/** A console of its own for one part of a program; in Node.js, for the inspector. */
console.context = {
  context(name) { // eslint-disable-line no-unused-vars
    const other = { __proto__: {} };
    bindMethods(other, Console.prototype);
    return other;
  },
}.context;
console.createTask = require('internal/console/create_task').createTask;

// All take any number of arguments, says the standard.
for (const name of ['assert', 'dir', 'table']) {
  ObjectDefineProperty(console[name], 'length', { __proto__: null, value: 0 });
}

for (const name of ['stdout', 'stderr']) {
  let stream;
  ObjectDefineProperty(console, `_${name}`, {
    __proto__: null,
    enumerable: false,
    configurable: true,
    get() { return stream ?? process[name]; },
    set(value) { stream = value; },
  });
}

/** Whether process.stdout is still what the runtime would make of it, and not made yet. */
function isUntouched(isStderr) {
  const name = isStderr ? 'stderr' : 'stdout';
  return stdio.made[name] === undefined &&
    ObjectGetOwnPropertyDescriptor(process, name)?.get === stdioGetters[name];
}

const terminals = [undefined, undefined];
hidden(console, kIsPlain, (isStderr) => {
  if (!isUntouched(isStderr) || forcedColor() !== undefined) return false;
  const index = isStderr ? 1 : 0;
  terminals[index] ??= guessHandleType(index + 1) === 'TTY';
  return !terminals[index];
});

hidden(console, kWrite, function write(isStderr, text, isPlain) {
  if (isPlain === true || isUntouched(isStderr)) writeText(isStderr ? 2 : 1, text);
  else writeToStream.call(this, isStderr, text);
});

module.exports = console;
