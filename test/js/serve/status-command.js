// SPDX-License-Identifier: MIT
// `eddy status` and `eddy reload` find what runs by themselves, or by process id; what was killed is not in the way.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { serve } = require('./fixtures/lib');

process.exitCode = 1; // until all has happened
const runtime = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? os.tmpdir(), 'status-'));
const dir = path.join(runtime, 'eddy');
const env = { ...process.env, XDG_RUNTIME_DIR: runtime, RUNTIME_DIRECTORY: undefined };
const command = (...args) => spawnSync(process.execPath, args, { encoding: 'utf8', env });

(async () => {
  const none = command('status');
  assert.deepStrictEqual([none.status, none.stdout, none.stderr], [1, '', 'eddy status: no eddy serve is running\n']);

  const killed = await serve(['serve', '--workers=1'], { env, socketDir: dir });
  const workers = JSON.parse(command('status', 'json').stdout).workers.map(({ pid }) => pid);
  await killed.stop('SIGKILL');
  assert.strictEqual(command('status').stderr, 'eddy status: no eddy serve is running\n');
  // Its worker has nobody to work for any more.
  for (const pid of workers) while (fs.existsSync(`/proc/${pid}`)) await new Promise(setImmediate);

  const one = await serve(['serve', '--workers=2'], { env, socketDir: dir });
  assert.strictEqual(fs.statSync(dir).mode & 0o777, 0o700);
  const files = () => fs.readdirSync(dir);
  while (files().length > 1) await new Promise(setImmediate); // the socket of the one that was killed
  assert.deepStrictEqual(files(), [`${one.child.pid}.sock`]);
  assert.strictEqual(fs.statSync(path.join(dir, files()[0])).mode & 0o077, 0);
  const text = command('status').stdout;
  assert.ok(text.startsWith(`${one.script} (pid ${one.child.pid}): running, up `), text);
  assert.match(text, new RegExp(`\\n  1 +\\d+ +ready +\\d+s +0 +\\d+ MB +127\\.0\\.0\\.1:${one.port}\\n  2 `));
  const before = JSON.parse(command('status', `${one.child.pid}`, 'json').stdout);
  assert.strictEqual(before.workers.length, 2);
  const done = command('reload');
  assert.deepStrictEqual([done.status, done.stdout, done.stderr], [0, 'reloaded\n', '']);
  const after = JSON.parse(command('status', 'json').stdout);
  assert.strictEqual(after.reloads, 1);
  for (const { pid } of before.workers) {
    assert.ok(after.workers.every((worker) => worker.pid !== pid || worker.state === 'leaving'));
  }

  const two = await serve(['--workers=1'], { env, socketDir: dir });
  assert.strictEqual(command('status', 'json').stdout.split('\n').length, 3);
  const which = command('reload');
  assert.deepStrictEqual([which.status, which.stderr],
                         [1, 'eddy reload: more than one eddy serve is running: say which by its process id\n']);
  fs.writeFileSync(two.script, 'process.exit(1)');
  const bad = command('reload', `${two.child.pid}`);
  assert.deepStrictEqual([bad.status, bad.stderr], [1, 'eddy reload: the new workers did not start; the old ones go on\n']);
  assert.strictEqual((await two.get('/')).text, 'hello');
  assert.match(command('status', '1').stderr, /1\.sock: nobody is there\n$/);

  assert.deepStrictEqual([await one.stop(), await two.stop()], [0, 0]);
  assert.deepStrictEqual(files(), []);
  fs.chmodSync(dir, 0o777); // others could put something there: served all the same, without that socket
  fs.writeFileSync(two.script, 'console.log("runs")');
  const open = command('--workers=1', two.script);
  assert.deepStrictEqual([open.status, open.stdout], [0, '[worker 1] runs\n']);
  assert.match(open.stderr, /^\[eddy\] no status socket: .* is not a directory of this user alone\n$/);
  process.exitCode = 0;
})();
