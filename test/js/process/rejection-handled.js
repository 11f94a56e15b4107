// SPDX-License-Identifier: MIT
// Flags: --unhandled-rejections=warn
// A rejection that is handled late is a warning only for those who do not listen to 'rejectionHandled'.
'use strict';
const assert = require('assert');

const names = [];
process.on('warning', (warning) => names.push(warning.name));
let handled = 0;
process.once('rejectionHandled', () => { handled++; });
const first = Promise.reject(new Error('one'));
setImmediate(() => {
  first.catch(() => {});
  const second = Promise.reject(new Error('two'));
  setImmediate(() => second.catch(() => {}));
});
process.on('exit', () => {
  assert.strictEqual(handled, 1);
  assert.strictEqual(names.filter((name) => name === 'PromiseRejectionHandledWarning').length, 1);
});
