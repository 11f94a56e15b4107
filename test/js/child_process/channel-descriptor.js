// SPDX-License-Identifier: MIT
// channel.fd: the descriptor, at both ends, also where no socket was ever made; undefined when it is closed. The channel may be stdin.
'use strict';

const assert = require('node:assert');
const { fork, spawn } = require('node:child_process');

if (process.argv[2] === 'child') {
  process.send({ fd: process.channel.fd, keys: Object.getOwnPropertyNames(Object.getPrototypeOf(process.channel)) });
} else if (process.argv[2] === 'stdin') {
  process.send({ fd: process.channel.fd, stdin: typeof process.stdin.on });
  process.disconnect();
} else {
  process.exitCode = 1;
  const child = fork(__filename, ['child']), { channel } = child;
  assert(channel.fd > 2);
  child.on('message', ({ fd, keys }) => {
    assert.strictEqual(fd, 3);
    assert.deepStrictEqual(keys, ['constructor', 'refCounted', 'unrefCounted', 'ref', 'unref', 'fd']);
    child.disconnect();
  });
  child.on('exit', () => {
    assert(!(channel.fd > 0));
    const other = spawn(process.execPath, [__filename, 'stdin'], { stdio: ['ipc', 'inherit', 'inherit'] });
    other.on('message', (message) => {
      assert.deepStrictEqual(message, { fd: 0, stdin: 'function' });
    });
    other.on('exit', (code) => { process.exitCode = code; });
  });
}
