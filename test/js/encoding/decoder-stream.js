// SPDX-License-Identifier: MIT
// TextDecoder in pieces of every size gives what it gives at once.
'use strict';
const assert = require('node:assert');

const text = '\ufeffaé€😀z';
const utf16 = Buffer.from(text, 'utf16le');
for (const [label, bytes] of [
  ['utf-8', Buffer.from(text)],
  ['utf-16le', utf16],
  ['utf-16be', Buffer.from(utf16).swap16()],
  ['gb18030', Buffer.from('61a8a6a2e39439fc367a', 'hex')],
]) {
  const whole = new TextDecoder(label).decode(bytes);
  for (let size = 1; size < 5; size++) {
    const decoder = new TextDecoder(label);
    let out = '';
    for (let i = 0; i < bytes.length; i += size) {
      out += decoder.decode(bytes.subarray(i, i + size), { stream: true });
    }
    assert.strictEqual(out + decoder.decode(), whole, label);
  }
}
assert.strictEqual(new TextDecoder().decode(Buffer.from(text)), text.slice(1));
assert.strictEqual(new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(text)), text);
