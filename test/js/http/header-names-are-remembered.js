// SPDX-License-Identifier: MIT
// Header names that have been used before, by any message, are the same names: their spelling is kept, and what is wrong is refused.
'use strict';

const assert = require('assert');
const { OutgoingMessage } = require('http');

const names = ['X-Ab', 'x-ab', 'X-AB', 'Y-Ab', 'X-Bb', 'Content-Type', 'content-type', 'CONTENT-TYPE', '__proto__', '1', 'é'.length + 'a',
               'a'.repeat(40), 'a'.repeat(41), 'A'.repeat(40), 'toString', 'x'];
for (let round = 0; round < 3; round++) {
  for (const name of names) {
    const message = new OutgoingMessage();
    message.setHeader(name, 'v');
    message.appendHeader(name.toUpperCase(), 'w');
    assert.deepStrictEqual(message.getHeaderNames(), [name.toLowerCase()]);
    assert.deepStrictEqual(message.getRawHeaderNames(), [name]);
    assert.deepStrictEqual(message.getHeader(name), ['v', 'w']);
  }
  for (const name of ['X Ab', 'X-Ab\n', 'é-Ab', '', undefined, 1, { toString: () => 'X-Ab', length: 4 }, null]) {
    const message = new OutgoingMessage();
    assert.throws(() => message.setHeader(name, 'v'), { code: 'ERR_INVALID_HTTP_TOKEN' });
    assert.throws(() => message.appendHeader(name, 'v'), { code: 'ERR_INVALID_HTTP_TOKEN' });
  }
  for (const value of ['a\nb', 'a\u0100', undefined]) {
    assert.throws(() => new OutgoingMessage().setHeader('X-Ab', value), TypeError);
  }
}
