// SPDX-License-Identifier: MIT
// compact: true puts the first property right behind what stands before it, without an empty line.
'use strict';
const assert = require('assert');
const { inspect, MIMEType } = require('util');

assert.strictEqual(inspect(new DataView(new ArrayBuffer(2)), { compact: true }),
  'DataView {\n  [byteLength]: 2,\n  [byteOffset]: 0,\n  [buffer]: ArrayBuffer { [Uint8Contents]: <00 00>, [byteLength]: 2 } }');
const error = new Error('m');
error.stack = 'Error: m\n    at x';
error.code = 'C';
assert.strictEqual(inspect(error, { compact: true }), "{ Error: m\n    at x\n  code: 'C' }");
assert.strictEqual(inspect(new TextDecoder(), { compact: false }), "TextDecoder { encoding: 'utf-8', fatal: false, ignoreBOM: false }");

// Only HTTP's white space is left out around a MIME type.
assert.strictEqual(`${new MIMEType('\t\r\n x/x ')}`, 'x/x');
for (const input of ['\vx/x', 'x/x\f', '\u00a0x/x']) {
  assert.throws(() => new MIMEType(input), { code: 'ERR_INVALID_MIME_SYNTAX' });
}
