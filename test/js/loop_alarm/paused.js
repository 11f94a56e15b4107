// SPDX-License-Identifier: MIT
// A callback that a debugger has paused does not block: only what runs counts.
'use strict';

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { once } = require('node:events');

(async () => {
  const child = spawn(process.execPath, ['--loop-alarm=3000', '--inspect-wait=127.0.0.1:0', '-e', 'setTimeout(() => { debugger; }, 1)']);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => { stderr += text; });
  while (!/ws:\/\/\S+/.test(stderr)) await once(child.stderr, 'data');
  const socket = new WebSocket(/ws:\/\/\S+/.exec(stderr)[0]);
  await once(socket, 'open');
  let id = 0;
  const send = (method) => socket.send(JSON.stringify({ id: ++id, method }));
  socket.onmessage = ({ data }) => {
    if (JSON.parse(data).method === 'Debugger.paused') setTimeout(() => { send('Debugger.resume'); }, 3500);
  };
  for (const method of ['Runtime.enable', 'Debugger.enable', 'Runtime.runIfWaitingForDebugger']) send(method);
  const closing = setInterval(() => { if (stderr.includes('Waiting for the debugger to disconnect')) socket.close(); }, 20);
  const [code] = await once(child, 'exit');
  clearInterval(closing);
  assert.strictEqual(code, 0);
  assert.doesNotMatch(stderr, /Event loop/);
})();
