// SPDX-License-Identifier: MIT
// The keel without methods of Map, Set and WeakMap.
'use strict';
const keel = require('../../fixtures/keel/run.js');

const boom = () => { throw new Error('a poisoned method was called'); };
const classes = [Map, Set, WeakMap];

keel(() => {
  for (let i = 0; i < classes.length; i++) {
    const { prototype } = classes[i];
    const names = Reflect.ownKeys(prototype);
    for (let j = 0; j < names.length; j++) {
      if (names[j] !== 'constructor' && names[j] !== 'size' && typeof prototype[names[j]] === 'function') prototype[names[j]] = boom;
    }
  }
});
