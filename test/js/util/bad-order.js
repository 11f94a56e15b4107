// SPDX-License-Identifier: MIT
'use strict';
// Two things wrong at once, options that are there and undefined, holes, and memory that is gone.
const assert = require('assert');
const util = require('util');

const type = (name) => ({ code: 'ERR_INVALID_ARG_TYPE', message: new RegExp(`^The "${name.replace(/[.[\]]/g, '\\$&')}" (argument|property) must be`) });
assert.throws(() => util.getCallSites(0, { sourceMap: 5 }), type('options.sourceMap'));
assert.throws(() => util.getCallSites(0, 5), type('options'));
assert.throws(() => util.getCallSites(201, { sourceMap: true }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => util.diff([, 1], ['a']), { ...type('actual[0]'), message: 'The "actual[0]" argument must be of type string. Received undefined' }); // eslint-disable-line no-sparse-arrays
assert.throws(() => util.diff(['x', , 1], 5), type('actual[1]')); // eslint-disable-line no-sparse-arrays
assert.throws(() => util.diff('x', [5]), type('expected[0]'));
assert.throws(() => util.styleText('none', 5, 5), type('text'));
assert.throws(() => util.styleText('no such', 'x', 5), type('options'));
assert.throws(() => util.styleText('no such', 'x', { validateStream: 'x' }), type('options.validateStream'));
for (const validateStream of [0, '', NaN]) assert.strictEqual(util.styleText('red', 'x', { validateStream, stream: 5 }), '\x1b[31mx\x1b[39m');
const parse = (option, more) => util.parseArgs({ args: [], options: { a: { type: 'string', ...option } }, ...more });
assert.throws(() => parse({ multiple: undefined, default: 5 }), type('options.a.multiple'));
assert.throws(() => parse({ short: 'ab', multiple: 5 }), { code: 'ERR_INVALID_ARG_VALUE', message: /options\.a\.short/ });
assert.throws(() => parse({ type: 'x', short: 5 }), type('options.a.type'));
assert.throws(() => parse({}, { strict: 5, tokens: 5 }), type('strict'));
assert.throws(() => util.promisify(5), type('original'));
assert.throws(() => util.deprecate(() => {}, 'x', 5), type('code'));

// Names of MIME parameters are the same in any case; receivers come before what is written into them.
const params = new util.MIMEParams();
params.set('Charset', 'UTF-8');
assert.deepStrictEqual([params.get('CHARSET'), params.has('charset'), String(params), [...params.keys()]], ['UTF-8', true, 'charset=UTF-8', ['charset']]);
params.delete('CharSet');
assert.strictEqual(String(params), '');
assert.strictEqual(new util.MIMEType('a/b;Cc=Dd').params.get('CC'), 'Dd');
for (const self of [undefined, {}, new util.MIMEType('a/b')]) {
  assert.throws(() => util.MIMEParams.prototype.set.call(self, '(', 'x'), (error) => error instanceof TypeError && error.code === undefined);
}

// Views of memory that was transferred, or cut off, are shown.
const view = new DataView(new ArrayBuffer(4));
structuredClone(view.buffer, { transfer: [view.buffer] });
assert.match(util.inspect({ view }), /\[byteLength\]: 0,\s+\[byteOffset\]: undefined,\s+\[buffer\]: ArrayBuffer \{ \(detached\), \[byteLength\]: 0 \}/);
const memory = new ArrayBuffer(16, { maxByteLength: 32 });
const cut = new DataView(memory, 8, 8);
memory.resize(4);
assert.match(util.inspect(cut), /\[byteLength\]: 4,\s+\[byteOffset\]: undefined/);
assert.strictEqual(util.isDeepStrictEqual(new ArrayBuffer(4), view.buffer), false);
assert.strictEqual(util.isDeepStrictEqual(new ArrayBuffer(4, { maxByteLength: 8 }), view.buffer), false);

// Limits that are no numbers, and options whose getters throw.
assert.strictEqual(util.inspect(new Set(['a']), { maxArrayLength: NaN }), "Set(1) { 'a' }");
assert.strictEqual(util.inspect(new Map([['a', 1]]), { maxArrayLength: 'x' }), "Map(1) { 'a' => 1 }");
for (const key of ['depth', 'colors', 'showHidden', 'compact', 'breakLength', 'maxArrayLength']) {
  assert.throws(() => util.inspect({}, { get [key]() { throw new Error(key); } }), { message: key });
}
for (const key of ['args', 'options', 'strict', 'tokens', 'allowPositionals']) {
  assert.throws(() => util.parseArgs({ args: [], get [key]() { throw new Error(key); } }), { message: key });
}
for (const self of [undefined, null, 1, {}, new Proxy({}, {})]) assert.throws(() => util.MIMEType.prototype.toString.call(self), { name: 'TypeError' });
