// SPDX-License-Identifier: MIT
// The keel without methods of regular expressions.
'use strict';
const keel = require('../../fixtures/keel/run.js');

const boom = () => { throw new Error('a poisoned method was called'); };

keel(() => {
  RegExp.prototype.exec = RegExp.prototype.test = boom; // eslint-disable-line no-extend-native
  const symbols = [Symbol.replace, Symbol.split, Symbol.match, Symbol.matchAll, Symbol.search];
  for (let i = 0; i < symbols.length; i++) RegExp.prototype[symbols[i]] = boom; // eslint-disable-line no-extend-native
});
