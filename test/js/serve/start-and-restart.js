// SPDX-License-Identifier: MIT
// Programs that do not start, that end, that crash; a reload to a program that does not start keeps the old one.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const { spawnSync } = require('node:child_process');
const { APP, serve } = require('./fixtures/lib');

process.exitCode = 1; // until all has happened

const run = (...args) => spawnSync(process.execPath, ['--status-socket=none', ...args], { encoding: 'utf8' });

(async () => {
  const it = await serve(['--workers=2']);
  await assert.rejects(it.get('/crash'));
  await it.until((s) => s.restarts === 1 && s.workers.filter(({ state }) => state === 'ready').length === 2);
  await it.seen(/\[worker \d\] Error: crash/);
  await it.seen(/\[eddy\] worker \d \(pid \d+\) has ended with code 1/);

  fs.writeFileSync(it.script, 'throw new Error("new")');
  assert.strictEqual((await it.ask('POST', '/reload')).code, 500);
  await it.seen(/reload failed/);
  assert.strictEqual((await it.get('/')).text, 'hello');
  fs.writeFileSync(it.script, APP.replace("'hello'", "'new'"));
  assert.strictEqual((await it.ask('POST', '/reload')).code, 200);
  assert.strictEqual((await it.get('/')).text, 'new');

  // A worker that is asked to go is replaced first.
  const [{ pid }] = (await it.ask('GET', '/status')).workers;
  process.kill(pid, 'SIGTERM');
  await it.until((s) => s.workers.length === 2 && s.workers.every((w) => w.pid !== pid && w.state === 'ready'));
  assert.strictEqual((await it.ask('GET', '/nothing')).code, 404);
  assert.strictEqual(await it.stop('SIGINT'), 0);

  fs.writeFileSync(it.script, 'process.exit(3)');
  const failed = run('--workers=1', it.script);
  assert.strictEqual(failed.status, 3);
  assert.match(failed.stderr, /the program does not start/);
  fs.writeFileSync(it.script, 'console.log(process.argv.length, process.execArgv.join())');
  const done = run('--workers', '2', '--no-warnings', it.script, 'a');
  assert.strictEqual(done.status, 0);
  assert.deepStrictEqual(done.stdout.trim().split('\n').sort(), ['[worker 1] 3 --no-warnings', '[worker 2] 3 --no-warnings']);
  for (const bad of ['--workers=0', '--workers=x', '--balance=x', '--worker-log=x', '--drain-timeout=x']) {
    assert.strictEqual(run(bad, it.script).status, 9, bad);
  }
  process.exitCode = 0;
})();
