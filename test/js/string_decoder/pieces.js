// SPDX-License-Identifier: MIT
// Whatever the pieces: the text is that of all bytes together.
'use strict';
const assert = require('node:assert');
const { StringDecoder } = require('node:string_decoder');

const bytes = Buffer.concat([Buffer.from('aé€😀'), Buffer.from('c0e28261f09f98ff3dd800de', 'hex')]);
for (const encoding of ['utf8', 'utf16le', 'base64', 'base64url', 'hex', 'latin1', 'ascii']) {
  for (let size = 1; size <= 7; size++) {
    const decoder = new StringDecoder(encoding);
    let text = '';
    for (let i = 0; i < bytes.length; i += size) text += decoder.write(bytes.subarray(i, i + size));
    assert.strictEqual(text + decoder.end(), bytes.toString(encoding), `${encoding} ${size}`);
  }
}
assert.throws(() => new StringDecoder('x'), { code: 'ERR_UNKNOWN_ENCODING' });
