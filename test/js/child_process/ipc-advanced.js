// SPDX-License-Identifier: MIT
// serialization: 'advanced': views and shared references arrive as they are, messages in pieces and many at once, and a
// value that cannot be written throws without harm to the channel.
'use strict';
const assert = require('node:assert');
const { fork } = require('node:child_process');

if (process.argv[2] === 'child') {
  process.on('message', (message) => {
    if (message === 'end') process.disconnect();
    else process.send(message);
  });
} else {
  const child = fork(__filename, ['child'], { serialization: 'advanced' });
  const shared = { deep: true };
  const messages = [
    'text', 7, null, { list: [1, , 3], map: new Map([['a', new Set([1n])]]), date: new Date(0), nothing: undefined },
    { a: shared, b: shared }, Buffer.from('bytes'), new Uint16Array([1, 2, 65535]), new DataView(new ArrayBuffer(3)),
    { error: new RangeError('no') }, 'é'.repeat(300000), Buffer.alloc(1 << 20, 'x'), new Float64Array([0.5, NaN]),
    ...Array.from({ length: 200 }, (_, i) => ({ i })),
  ];
  let at = 0;
  child.on('message', (message) => {
    assert.deepStrictEqual(message, messages[at]);
    if (at === 4) assert.strictEqual(message.a, message.b);
    if (++at === messages.length) child.send('end');
  });
  child.on('exit', (code) => {
    assert.strictEqual(code, 0);
    assert.strictEqual(at, messages.length);
  });
  for (const message of messages) child.send(message);
  assert.throws(() => child.send({ fn() {} }), { message: 'fn() {} could not be cloned.' });
  assert.throws(() => child.send({ get x() { throw new SyntaxError('mine'); } }), { name: 'SyntaxError', message: 'mine' });
  child.send({ i: 200 });
  messages.push({ i: 200 });
}
