// SPDX-License-Identifier: MIT
// SIGUSR1 lets debuggers connect, also to a program that is in an endless loop; not if the program has a
// listener for it.
'use strict';

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { once } = require('node:events');

/** Runs a program that prints "ready", sends it the signal, waits for what it prints to stderr. */
async function signal(program, until, ...options) {
  const child = spawn(process.execPath, ['--inspect-port=127.0.0.1:0', ...options, '-e', program]);
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (data) => { text += data; });
  await once(child.stdout, 'data');
  child.kill('SIGUSR1');
  if (until === undefined) return { end: await once(child, 'exit'), text };
  while (!until.test(text)) await once(child.stderr, 'data');
  return { child, text };
}

const listens = /^Debugger listening on (ws:\/\/127\.0\.0\.1:\d+\/\S+)$/m;
const ready = 'require("fs").writeSync(1, "ready\\n");';

(async () => {
  for (const rest of ['setTimeout(() => {}, 1e6)', 'for (;;);']) {
    const { child, text } = await signal(ready + rest, listens);
    const socket = new WebSocket(listens.exec(text)[1]);
    await once(socket, 'open');
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: '6 * 7' } }));
    const [{ data }] = await once(socket, 'message');
    assert.strictEqual(JSON.parse(data).result.result.value, 42);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const taken = await signal(`process.on('SIGUSR1', () => process.exit(3)); ${ready} setTimeout(() => {}, 1e6)`, undefined);
  assert.deepStrictEqual(taken, { end: [3, null], text: '' });
})();
