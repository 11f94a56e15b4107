// Flags: --no-warnings
// SPDX-License-Identifier: MIT
'use strict';
// poll_oneoff: what a pipe has to say, descriptors that are none, and of several clocks the first.
const assert = require('assert');
const { spawn, spawnSync } = require('child_process');
const { WASI } = require('node:wasi');

const CLOCK = 0, READ = 1, WRITE = 2, EBADF = 8, EINVAL = 28, HANGUP = 1;

/** @returns {string[]} userdata/error/type/flags of each event, or the error number */
function poll(...subscriptions) {
  const wasi = new WASI({ version: 'preview1' }), memory = new WebAssembly.Memory({ initial: 1 });
  wasi.finalizeBindings({ exports: { memory } });
  const view = new DataView(memory.buffer);
  subscriptions.forEach(([type, value], i) => {
    view.setBigUint64(48 * i, BigInt(i), true);
    view.setUint8(48 * i + 8, type);
    view.setUint32(48 * i + 16, type === CLOCK ? 1 : value, true);
    if (type === CLOCK) view.setBigUint64(48 * i + 24, BigInt(value) * 1_000_000n, true);
  });
  const error = wasi.wasiImport.poll_oneoff(0, 1000, subscriptions.length, 2000);
  if (error !== 0) return error;
  return Array.from({ length: view.getUint32(2000, true) }, (_, i) => {
    const at = 1000 + 32 * i;
    return [view.getBigUint64(at, true), view.getUint16(at + 8, true), view.getUint8(at + 10), view.getUint16(at + 24, true)].join('/');
  });
}

if (process.argv[2] === 'child') {
  console.log(JSON.stringify([poll([READ, 0], [CLOCK, 1]), poll([READ, 0], [WRITE, 1], [CLOCK, 100_000])]));
} else {
  assert.deepStrictEqual(poll([CLOCK, 5], [CLOCK, 1], [CLOCK, 1]), [`1/0/${CLOCK}/0`]);
  assert.deepStrictEqual(poll([READ, 99], [CLOCK, 100_000]), [`0/${EBADF}/${READ}/0`]);
  assert.strictEqual(poll([CLOCK, 1], [3, 1]), EINVAL);

  const args = ['--no-warnings', __filename, 'child'];
  const ended = JSON.parse(spawnSync(process.execPath, args, { input: '' }).stdout);
  assert.deepStrictEqual(ended, [[`0/0/${READ}/${HANGUP}`], [`0/0/${READ}/${HANGUP}`, `1/0/${WRITE}/0`]]);

  const child = spawn(process.execPath, args); // its input stays open, and empty
  let text = '';
  child.stdout.on('data', (data) => { text += data; });
  child.stdout.on('end', () => {
    assert.deepStrictEqual(JSON.parse(text), [[`1/0/${CLOCK}/0`], [`1/0/${WRITE}/0`]]);
    child.stdin.end();
  });
}
