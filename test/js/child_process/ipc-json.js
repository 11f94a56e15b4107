// SPDX-License-Identifier: MIT
// The channel's lines of JSON: long ones in many pieces, many in one piece, characters cut by the end of a piece.
'use strict';
const assert = require('node:assert');
const { fork } = require('node:child_process');

if (process.argv[2] === 'child') {
  process.on('message', (message) => {
    if (message === 'end') process.disconnect();
    else process.send(message);
  });
} else {
  const child = fork(__filename, ['child']);
  const messages = [
    'é'.repeat(200000), 1, { text: '\n€' }, ...Array.from({ length: 2000 }, (_, i) => ({ i, text: 'ü' })),
    'x'.repeat(1e6), '😀'.repeat(70001), null, '',
  ];
  let at = 0;
  child.on('message', (message) => {
    assert.deepStrictEqual(message, messages[at]);
    if (++at === messages.length) child.send('end');
  });
  child.on('exit', (code) => {
    assert.strictEqual(code, 0);
    assert.strictEqual(at, messages.length);
  });
  for (const message of messages) child.send(message);
}
