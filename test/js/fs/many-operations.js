// SPDX-License-Identifier: MIT
// Operations are handed to the pool many at once: all end, none waits for one that blocks, and those of a process that
// exits are done.
'use strict';
const assert = require('assert');
const { execFileSync, spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? os.tmpdir(), 'many-'));
const fifo = path.join(dir, 'fifo');
execFileSync('mkfifo', [fifo]);

/** Opens the FIFO for reading and for writing: each waits for the other. */
async function meet(count) {
  const readers = Array.from({ length: count }, () => fs.promises.open(fifo, 'r'));
  // They must get through while up to three threads stand still.
  const stats = await Promise.all(Array.from({ length: 200 }, (_, i) => fs.promises.stat(i % 2 ? dir : __filename)));
  assert.deepStrictEqual(stats.map((s) => s.isDirectory()), Array.from({ length: 200 }, (_, i) => i % 2 === 1));
  const writers = [fs.promises.open(fifo, 'w')];
  for (const handle of await Promise.all([...readers, ...writers])) await handle.close();
}

async function chains() {
  let steps = 0;
  const walk = async (n) => {
    for (let i = 0; i < n; i++) {
      await fs.promises.access(dir);
      if (i % 3 === 0) await new Promise((resolve) => { setImmediate(resolve); });
      steps++;
    }
  };
  await Promise.all(Array.from({ length: 50 }, (_, i) => walk(i)));
  assert.strictEqual(steps, 50 * 49 / 2);
}

const programs = {
  // One thread: the outcome of the first must not wait for the end of the second.
  blocked: `const fs = require('fs');
    fs.stat(__filename || '.', () => { fs.closeSync(fs.openSync(${JSON.stringify(fifo)}, 'w')); });
    fs.stat('.', () => {});
    fs.open(${JSON.stringify(fifo)}, 'r', (error, fd) => { fs.closeSync(fd); console.log('opened'); });`,
  exiting: `const fs = require('fs'), dir = ${JSON.stringify(dir)};
    const fds = Array.from({ length: 100 }, (_, i) => fs.openSync(dir + '/out-' + i, 'w'));
    for (const fd of fds) fs.write(fd, 'text', () => {});
    process.exit(3);`,
  lastTurn: `const fs = require('fs');
    let count = 0;
    const next = () => { count++; if (count < 50) fs.stat('.', next); };
    for (let i = 0; i < 5; i++) fs.stat('.', next);
    process.on('exit', () => console.log(count));`,
};

function run(name, env) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', programs[name]],
    { encoding: 'utf8', env: { ...process.env, ...env } });
  assert.strictEqual(stderr, '');
  return [status, stdout];
}

meet(3).then(chains).then(() => {
  assert.deepStrictEqual(run('blocked', { UV_THREADPOOL_SIZE: '1' }), [0, 'opened\n']);
  assert.deepStrictEqual(run('exiting'), [3, '']);
  for (let i = 0; i < 100; i++) assert.strictEqual(fs.readFileSync(`${dir}/out-${i}`, 'utf8'), 'text');
  assert.deepStrictEqual(run('lastTurn'), [0, '54\n']);
  fs.rmSync(dir, { recursive: true });
});
