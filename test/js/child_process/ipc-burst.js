// SPDX-License-Identifier: MIT
// Many messages sent in one turn, more than the kernel takes: they arrive in order, a server among them in its place;
// send() says that it is enough, and callbacks come in order, whichever messages have one.
'use strict';
const assert = require('node:assert');
const { fork } = require('node:child_process');
const net = require('node:net');

const COUNT = 20000, SERVER_AT = 10000;

if (process.argv[2] === 'child') {
  let next = 0;
  process.on('message', (message, handle) => {
    assert.strictEqual(message.i, next++);
    assert.strictEqual(handle !== undefined, message.i === SERVER_AT);
    handle?.close();
    if (next === COUNT) process.send(next, () => process.disconnect());
  });
} else {
  for (const serialization of ['json', 'advanced']) {
    const server = net.createServer().listen(0, () => {
      const child = fork(__filename, ['child'], { serialization });
      const called = [], expected = [];
      let full = false, answer;
      child.on('message', (message) => { answer = message; });
      child.on('exit', (code) => {
        assert.strictEqual(code, 0);
        assert.strictEqual(answer, COUNT);
        assert.ok(full);
        assert.deepStrictEqual(called, expected);
        server.close();
      });
      for (let i = 0; i < COUNT; i++) {
        // The first messages that wait have no callback.
        const callback = i > 5000 && i % 7 === 0 ? (err) => {
          assert.ifError(err);
          called.push(i);
        } : undefined;
        if (callback !== undefined) expected.push(i);
        if (!child.send({ i, text: 'x'.repeat(i % 100) }, i === SERVER_AT ? server : undefined, callback)) full = true;
      }
    });
  }
}
