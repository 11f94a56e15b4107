// SPDX-License-Identifier: MIT
// `eddy top PID json`: what a running program does; the program hears and prints nothing of it, and can be asked again.
'use strict';

const assert = require('node:assert');
const { execFile, spawn } = require('node:child_process');
const { once } = require('node:events');
const http = require('node:http');
const { promisify } = require('node:util');

const program = `
  function spin() { for (const end = Date.now() + 200; Date.now() < end;); }
  setInterval(function tick() { spin(); }, 250);
  const server = require('node:http').createServer((req, res) => { res.end('.'); });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

(async () => {
  const child = spawn(process.execPath, ['-e', program]);
  let stderr = '';
  child.stderr.on('data', (data) => { stderr += data; });
  const port = Number((await once(child.stdout, 'data'))[0]);
  let asking = true;
  (async () => {
    while (asking) await new Promise((resolve) => { http.get({ port }, (res) => res.resume().on('close', resolve)).on('error', resolve); });
  })();
  try {
    for (let i = 0; i < 2; i++) {
      const { stdout } = await promisify(execFile)(process.execPath, ['top', `${child.pid}`, 'json']);
      const view = JSON.parse(stdout);
      assert.strictEqual(view.pid, child.pid);
      assert.ok(view.requests > 0 && view.memory.rss > 1e6 && view.callbacks > 0, stdout);
      assert.ok(view.longest >= 190, `${view.longest}`);
      assert.ok(view.busy > 0.05 && view.busy <= 1, `${view.busy}`);
      assert.strictEqual(view.durations.length, view.bounds.length + 1);
      assert.ok(view.resources.TCPServerWrap >= 1);
      assert.match(view.places[0].callback, /^tick /);
    }
  } finally {
    asking = false;
    child.kill('SIGKILL');
  }
  assert.strictEqual(stderr, '');
})();
