// SPDX-License-Identifier: MIT
// Flags: --experimental-shadow-realm
// The main context's prepareStackTrace formats no errors of a ShadowRealm.
'use strict';
const assert = require('assert');

let called = 0;
Error.prepareStackTrace = (error, trace) => {
  called++;
  return `main ${trace.length}`;
};
const stack = new ShadowRealm().evaluate('try { throw new Error("boom"); } catch (err) { err.stack; }');
assert.match(stack, /^Error: boom\n {4}at /);
assert.strictEqual(called, 0);
