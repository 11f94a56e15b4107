// SPDX-License-Identifier: MIT
// eddy inspect host:port: a running process is paused, evaluated in, profiled, and left running.
'use strict';

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { inspect } = require('./fixtures/driver.js');

(async () => {
  const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-debugger-'));
  const program = spawn(process.execPath, ['--inspect=0', '-e', 'global.answer = 42; setInterval(() => { answer++; }, 5)']);
  const address = await new Promise((resolve) => {
    program.stderr.on('data', (text) => {
      const match = /ws:\/\/(127\.0\.0\.1:\d+)/.exec(text);
      if (match !== null) resolve(match[1]);
    });
  });
  const d = inspect([address], { cwd });
  await d.until(/ok\n/);
  assert.match(await d.type('exec globalThis.answer >= 42'), /^true\n/);
  await d.type('profile');
  await d.type('pause', / in \[eval\]|break in|other in/);
  assert.match(await d.type('profileEnd'), /^\[Profile \d+μs\]\n/);
  assert.match(await d.type('profiles[0].save("p.cpuprofile")'), /Saved profile to .*p\.cpuprofile/);
  assert.ok(JSON.parse(fs.readFileSync(path.join(cwd, 'p.cpuprofile'))).nodes.length > 0);
  assert.match(await d.type('takeHeapSnapshot("h.heapsnapshot")', /Wrote/), /Wrote snapshot: .*h\.heapsnapshot/);
  assert.ok(JSON.parse(fs.readFileSync(path.join(cwd, 'h.heapsnapshot'))).snapshot.node_count > 0);
  assert.strictEqual(await d.end(), 0);
  assert.strictEqual(program.exitCode, null);
  program.kill();
  fs.rmSync(cwd, { recursive: true });
})();
