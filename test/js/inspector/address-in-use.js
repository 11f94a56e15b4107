// SPDX-License-Identifier: MIT
// A port that is in use is told, and the program runs without a debugger.
'use strict';

const assert = require('node:assert');
const { execFile } = require('node:child_process');
const { createServer } = require('node:net');

const server = createServer().listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  let left = 3;
  for (const option of ['--inspect', '--inspect-brk', '--inspect-wait']) {
    execFile(process.execPath, [`${option}=${port}`, '-p', '6 * 7'], (error, stdout, stderr) => {
      assert.ifError(error);
      assert.strictEqual(stdout, '42\n');
      assert.strictEqual(stderr, `Starting inspector on 127.0.0.1:${port} failed: address already in use\n`);
      if (--left === 0) server.close();
    });
  }
});
