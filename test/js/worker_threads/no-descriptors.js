// SPDX-License-Identifier: MIT
// A thread that has no descriptor left can still make ports, and is woken for them.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const { spawnSync } = require('node:child_process');

if (process.argv[2] !== 'child') {
  const { status, stderr } = spawnSync('/bin/sh', ['-c', 'ulimit -n 64; exec "$0" "$1" child', process.execPath, __filename]);
  assert.strictEqual(`${stderr}`, '');
  assert.strictEqual(status, 0);
} else {
  const { MessageChannel } = require('node:worker_threads');
  const opened = [];
  try {
    for (;;) opened.push(fs.openSync('/dev/null'));
  } catch (error) {
    assert.strictEqual(error.code, 'EMFILE');
  }
  const { port1, port2 } = new MessageChannel();
  let count = 0;
  port2.on('message', (value) => {
    assert.strictEqual(value, count++);
    if (count === 10) port2.close();
    else setTimeout(() => port1.postMessage(count), 1);
  });
  port1.postMessage(0);
  process.on('exit', () => assert.strictEqual(count, 10));
}
