// SPDX-License-Identifier: MIT
// vm contexts: the sandbox shows the globals, and the other way round; time limits.
'use strict';

const assert = require('node:assert');
const vm = require('node:vm');

const sandbox = vm.createContext({ a: 1 });
vm.runInContext('var b = a + 1; c = 3; function f() { return this.a; } let hidden = 1;', sandbox);
assert.deepStrictEqual([sandbox.b, sandbox.c, sandbox.f(), sandbox.hidden], [2, 3, 1, undefined]);
assert.strictEqual(vm.runInContext('hidden + b', sandbox), 3);
assert.throws(() => vm.runInContext('"use strict"; nope = 1', sandbox), /nope is not defined/);
assert.throws(() => vm.runInContext('while (true);', sandbox, { timeout: 20 }), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });
const closed = vm.createContext({}, { codeGeneration: { strings: false } });
assert.throws(() => vm.runInContext('eval("1")', closed), /Code generation from strings disallowed/);
assert.ok(!(vm.runInContext('[]', sandbox) instanceof Array));
