// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const util = require('util');

// --no-x without a value is always the opposite of x, whatever else there is; with a value it is an option of its own.
const parse = (args, options, strict = false) =>
  ({ ...util.parseArgs({ args, options, strict, allowNegative: true }).values });
assert.deepStrictEqual(parse(['--no-foo'], { foo: { type: 'string' } }), { foo: false });
assert.deepStrictEqual(parse(['--no-foo'], { 'no-foo': { type: 'boolean' } }, true), { foo: false });
assert.deepStrictEqual(parse(['--no-foo=1'], { foo: { type: 'boolean' } }), { 'no-foo': '1' });
assert.throws(() => parse(['--no-foo'], { foo: { type: 'string' } }, true), { code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' });

// The spaces around a MIME type are part of what the error shows.
assert.throws(() => new util.MIMEType('\tplain%'), { message: 'The MIME syntax for a type in "\tplain%" is invalid' });
assert.throws(() => new util.MIMEType(' plain '), { message: 'The MIME syntax for a type in " plain " is invalid at 5' });

// styleText() looks at its options first; other names of formats are taken, and not listed.
assert.throws(() => util.styleText(5, 'x', { stream: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => util.styleText('none at all', 'x'), (error) => error.code === 'ERR_INVALID_ARG_VALUE' && !error.message.includes("'grey'"));
assert.strictEqual(util.styleText('grey', 'x', { validateStream: false }), '\x1b[90mx\x1b[39m');

// The numbers of a table of a set have their colour.
let out = '';
const stdout = new (require('stream').Writable)({ write(chunk, encoding, callback) { out += chunk; callback(); } });
new console.Console({ stdout, colorMode: true }).table(new Set(['a']));
assert.match(out, /│ \x1b\[33m0\x1b\[39m +│/); // eslint-disable-line no-control-regex

// So have strings that %o shows.
out = '';
new console.Console({ stdout, colorMode: true }).log('%o', 'text');
assert.strictEqual(out, '\x1b[32m\'text\'\x1b[39m\n');
