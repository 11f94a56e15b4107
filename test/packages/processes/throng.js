// throng: a cluster's workers are replaced when they end, get the signal, and end in order.
'use strict';
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const path = require('node:path');
const { until } = require('./fixtures/lib.js');

process.exitCode = 1;
(async () => {
  const child = spawn(process.execPath, [path.join(__dirname, 'fixtures', 'throng.js')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => { text += chunk; });
  const started = () => [...text.matchAll(/start \d+ (\d+)\n/g)].map(([, pid]) => +pid);
  await until(() => started().length === 2, 'two workers');
  assert.strictEqual(text.match(/^primary\n/g).length, 1);
  process.kill(started()[0], 'SIGKILL');
  await until(() => started().length === 3, 'a third one');
  child.kill('SIGTERM');
  assert.strictEqual(await exited, 0);
  assert.strictEqual(text.match(/cleans up/g).length, 2);
  process.exitCode = 0;
})();
