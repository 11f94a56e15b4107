// SPDX-License-Identifier: MIT
'use strict';

// The tables util.inspect.colors and util.inspect.styles, which programs may change.

const { ObjectAssign, ObjectDefineProperty } = primordials;

/** Foreground by default: [on, off] of SGR. */
const colors = ObjectAssign({ __proto__: null }, {
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  blink: [5, 25],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  doubleunderline: [21, 24],
});
const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
for (let i = 0; i < 8; i++) colors[names[i]] = [30 + i, 39];
for (let i = 0; i < 8; i++) colors[`bg${names[i][0].toUpperCase()}${names[i].slice(1)}`] = [40 + i, 49];
colors.framed = [51, 54];
colors.overlined = [53, 55];
colors.gray = [90, 39];
for (let i = 1; i < 8; i++) colors[`${names[i]}Bright`] = [90 + i, 39];
colors.bgGray = [100, 49];
for (let i = 1; i < 8; i++) colors[`bg${names[i][0].toUpperCase()}${names[i].slice(1)}Bright`] = [100 + i, 49];

function alias(target, other) {
  ObjectDefineProperty(colors, other, {
    __proto__: null,
    get() { return this[target]; },
    set(value) { this[target] = value; },
    configurable: true,
    enumerable: false,
  });
}
alias('gray', 'grey');
alias('gray', 'blackBright');
alias('bgGray', 'bgGrey');
alias('bgGray', 'bgBlackBright');
alias('dim', 'faint');
alias('strikethrough', 'crossedout');
alias('strikethrough', 'strikeThrough');
alias('strikethrough', 'crossedOut');
alias('hidden', 'conceal');
alias('inverse', 'swapColors');
alias('inverse', 'swapcolors');
alias('doubleunderline', 'doubleUnderline');

/** What is printed in which colour; `name` is left plain on purpose. */
const styles = ObjectAssign({ __proto__: null }, {
  special: 'cyan',
  number: 'yellow',
  bigint: 'yellow',
  boolean: 'yellow',
  undefined: 'grey',
  null: 'bold',
  string: 'green',
  symbol: 'green',
  date: 'magenta',
  regexp: 'red',
  module: 'underline',
});

module.exports = { colors, styles };
