// SPDX-License-Identifier: MIT
// `eddy top` shows what a program does that is in an endless loop, and does not keep one from ending.
'use strict';

const assert = require('node:assert');
const { execFile, spawn } = require('node:child_process');
const { once } = require('node:events');
const { promisify } = require('node:util');

const run = promisify(execFile);

(async () => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(function endless() { console.log("in it"); for (;;); }, 1)']);
  await once(child.stdout, 'data');
  const { stdout } = await run(process.execPath, ['top', `${child.pid}`]);
  child.kill('SIGKILL');
  assert.match(stdout, /loop busy 100 %/);
  assert.match(stdout, /^Blocked for /m);
  assert.match(stdout, /^ +\d+.* %  endless \(/m);

  const ends = spawn(process.execPath, ['-e', 'console.log("."); setTimeout(() => {}, 1500)'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  ends.stderr.on('data', (data) => { stderr += data; });
  await once(ends.stdout, 'data');
  const looking = run(process.execPath, ['top', `${ends.pid}`, 'json']).catch((error) => error);
  const [code] = await once(ends, 'exit');
  await looking; // an answer, or that the process has ended
  assert.strictEqual(code, 0);
  assert.strictEqual(stderr, '');
})();
