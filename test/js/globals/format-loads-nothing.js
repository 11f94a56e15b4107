// SPDX-License-Identifier: MIT
// %s asks whether a class belongs to the language; the answer must not depend on (or load) other globals.
'use strict';
const assert = require('assert');
const util = require('util');

assert.strictEqual(util.format('%s', new URL('http://x/y')), 'http://x/y');
assert.strictEqual(util.format('%s', new URLSearchParams('a=b')), 'a=b');
assert.strictEqual(util.format('%s', new (class A extends Map {})()), 'A(0) [Map] {}');
class Mine { toString() { return 'mine'; } }
assert.strictEqual(util.format('%s', new Mine()), 'mine');
