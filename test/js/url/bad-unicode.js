// SPDX-License-Identifier: MIT
'use strict';
// Lone surrogates in what is no URL: the error shows what was parsed.
const assert = require('assert');

const of = (fn) => { try { fn(); } catch (error) { return [error.code, error.input, error.base]; } };
assert.deepStrictEqual(of(() => new URL('x\ud800', 'y')), ['ERR_INVALID_URL', 'x\ufffd', 'y']);
assert.deepStrictEqual(of(() => new URL('x', '\udfff:')), ['ERR_INVALID_URL', 'x', '\ufffd:']);
assert.deepStrictEqual(of(() => new URL('\ud800')), ['ERR_INVALID_URL', '\ufffd', undefined]);
assert.strictEqual(URL.parse('\ud800'), null);
assert.strictEqual(URL.canParse('\ud800', '\udfff'), false);
assert.strictEqual(new URL('http://a/\ud800?\udfff#\ud800').href, 'http://a/%EF%BF%BD?%EF%BF%BD#%EF%BF%BD');
assert.throws(() => new URL({ toString() { throw new Error('input'); } }, { toString() { throw new Error('base'); } }), { message: 'input' });
assert.throws(() => new URL('x', { toString() { throw new Error('base'); } }), { message: 'base' });
