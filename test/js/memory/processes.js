// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings
// No growth: processes that end by themselves, are not there, are aborted or answer.
'use strict';
const assert = require('node:assert');
const { exec, execFileSync, fork, spawn } = require('node:child_process');
const { once } = require('node:events');
const { noCreep } = require('../../fixtures/growth');

const ignore = () => {};
const closed = (child) => new Promise((resolve) => { child.on('error', ignore).on('close', resolve); });

async function main() {
  await noCreep('a process', async () => {
    const child = spawn('/bin/cat');
    child.stdin.end('x');
    child.stdout.resume();
    await closed(child);
  }, 30, 1500);
  await noCreep('failures', async () => {
    await closed(spawn('/none'));
    const controller = new AbortController();
    const sleeping = closed(spawn('/bin/sleep', ['100'], { signal: controller.signal }));
    controller.abort();
    await sleeping;
    assert.throws(() => execFileSync('/bin/false'));
    await new Promise((resolve) => { exec('sleep 100', { timeout: 5 }, resolve); });
  }, 15, 3000);
  await noCreep('forks', async () => {
    const child = fork(__filename, ['answer']);
    await once(child, 'message');
    const end = once(child, 'exit');
    child.disconnect();
    await end;
  }, 6, 8000);
}

if (process.argv[2] === 'answer') {
  process.send('here');
  return;
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
