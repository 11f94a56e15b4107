// SPDX-License-Identifier: MIT
// structuredClone's options as WebIDL wants them.
'use strict';
const assert = require('node:assert');

const refused = (options, why) => assert.throws(() => structuredClone(1, options),
  { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message: `Failed to execute 'structuredClone': ${why}` });
refused(1, 'Options cannot be converted to a dictionary');
for (const transfer of [null, 1, {}, () => {}]) refused({ transfer }, 'transfer in Options cannot be converted to sequence.');
refused({ transfer: [null] }, 'transfer in Options[0] is not an object.');
refused({ transfer: [new ArrayBuffer(1), 'x'] }, 'transfer in Options[1] is not an object.');
for (const options of [null, undefined, {}, [], { transfer: undefined }, { transfer: new Set() }]) {
  assert.strictEqual(structuredClone(1, options), 1);
}
