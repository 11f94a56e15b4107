// SPDX-License-Identifier: MIT
// What a handler has written to a socket is on its way, whatever it does then that ends or stops the process.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { fork } = require('node:child_process');

const mode = process.argv[2], flag = process.argv[3];
if (mode !== undefined) {
  net.connect(Number(process.argv[4])).on('data', function() {
    for (const c of 'abcd') this.write(c);
    if (mode === 'exit') process.exit(7);
    if (mode === 'kill') process.kill(process.pid, 'SIGKILL');
    if (mode === 'throw') throw new Error('mine');
    if (mode === 'destroy') this.destroy();
    if (mode === 'send') return process.send('socket', this);
    if (mode === 'spawn') { // waits for what the parent does when it has got the bytes
      const wait = 'while (!fs.existsSync(process.argv[1])) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)';
      const { status } = require('node:child_process').spawnSync(process.execPath, ['-e', wait, flag], { timeout: 60_000 });
      process.exit(status ?? 1);
    }
  });
} else {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'writes-'));
  const modes = ['exit', 'kill', 'throw', 'destroy', 'send', 'spawn'], got = {}, codes = {};
  for (const mode of modes) {
    const flag = path.join(dir, mode);
    const server = net.createServer((socket) => {
      server.close();
      got[mode] = '';
      socket.on('error', () => {}).on('data', (d) => {
        got[mode] += d;
        if (got[mode].startsWith('abcd')) fs.writeFileSync(flag, '');
      });
      socket.write('go');
    }).listen(0, () => {
      const child = fork(__filename, [mode, flag, server.address().port], { silent: true });
      child.on('message', (_, socket) => socket.end('e'));
      child.on('exit', (code) => { codes[mode] = code; });
      if (mode === 'destroy' || mode === 'send') server.on('close', () => { if (child.connected) child.disconnect(); });
    });
  }
  process.on('exit', () => {
    fs.rmSync(dir, { recursive: true });
    assert.deepStrictEqual(got, Object.fromEntries(modes.map((mode) => [mode, mode === 'send' ? 'abcde' : 'abcd'])));
    assert.deepStrictEqual(codes, { exit: 7, kill: null, throw: 1, destroy: 0, send: 0, spawn: 0 });
  });
}
