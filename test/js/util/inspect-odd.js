// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const util = require('util');
const vm = require('vm');

// A tag whose getter throws is no tag.
assert.strictEqual(util.inspect({ a: 1, get [Symbol.toStringTag]() { throw new Error('tag'); } }),
                   '{ a: 1, Symbol(Symbol.toStringTag): [Getter] }');

// An error that became a plain object is printed as one; a name that is no text hides no class.
assert.strictEqual(util.inspect(Object.setPrototypeOf(new Error('x'), { name: 'Q' })), '{}');
const named = Object.assign(new TypeError('m'), { name: 1, stack: '1: m' });
assert.match(util.inspect(named), /^\[1 \[TypeError\]: m\]/);

// The buffer of a typed array is one line.
assert.match(util.inspect(new Uint8Array(2), { showHidden: true, compact: false }),
             /\n {2}\[buffer\]: ArrayBuffer \{ \[byteLength\]: 2 \}\n/);

// %s of classes of the language, of whichever context.
assert.strictEqual(util.format('%s %s', vm.runInNewContext('[1]'), vm.runInNewContext('new (class Q {})()')), '[ 1 ] Q {}');
