// SPDX-License-Identifier: MIT
// The system has no process for a worker, because the executable is gone: the reload fails and the old workers go on; a worker
// that crashes meanwhile comes back when the executable does.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { serve } = require('./fixtures/lib');

process.exitCode = 1; // until all has happened

(async () => {
  const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? '/tmp', 'no-process-'));
  const executable = path.join(dir, 'eddy'), aside = path.join(dir, 'aside');
  fs.copyFileSync(process.execPath, executable, fs.constants.COPYFILE_FICLONE);
  const it = await serve(['--workers=2'], { execPath: executable });
  const before = (await it.ask('GET', '/status')).workers.map(({ pid }) => pid);
  fs.renameSync(executable, aside);
  assert.strictEqual((await it.ask('POST', '/reload')).code, 500);
  await it.seen(/worker 1 cannot be started: spawn .* ENOENT/);
  const status = await it.until((s) => s.state === 'running' && s.workers.length === 2);
  assert.deepStrictEqual(status.workers.map(({ pid }) => pid), before);
  assert.strictEqual((await it.get('/')).text, 'hello');
  await assert.rejects(it.get('/crash'));
  await it.until((s) => s.restarts > 0 && s.workers.length === 1);
  fs.renameSync(aside, executable);
  await it.until((s) => s.state === 'running' && s.workers.length === 2);
  assert.strictEqual((await it.ask('POST', '/reload')).code, 200);
  assert.strictEqual(await it.stop(), 0);
  process.exitCode = 0;
})();
