// SPDX-License-Identifier: MIT
// Flags: --pending-deprecation
// Deprecation warnings: once each, with their codes.
'use strict';
const assert = require('assert');

const codes = [];
process.on('warning', (warning) => codes.push(warning.code));
process.on('multipleResolves', () => {});
for (let i = 0; i < 2; i++) {
  new Promise((resolve) => { // eslint-disable-line no-new
    resolve();
    resolve();
  });
  process.binding('uv').errname(-1);
}
process.on('exit', () => assert.deepStrictEqual(codes.sort(), ['DEP0111', 'DEP0119', 'DEP0160']));
