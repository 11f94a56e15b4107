// SPDX-License-Identifier: MIT
// With --trace-sigint SIGINT prints what was running, and ends the process as ever; a listener goes before.
'use strict';

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { once } = require('node:events');

async function interrupt(code) {
  const child = spawn(process.execPath, ['--trace-sigint', '-e', code]);
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => { text += chunk; });
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  const { 0: status, 1: signal } = await once(child, 'close');
  return { status, signal, text };
}

(async () => {
  const busy = await interrupt('const { writeSync } = require("fs"); function busy() { for (let i = 0; ; i++) if (i === 5e7) writeSync(1, "ready"); } busy()');
  assert.strictEqual(busy.signal, 'SIGINT');
  assert.match(busy.text, /^KEYBOARD_INTERRUPT: Script execution was interrupted by `SIGINT`\n {4}(?:at writeSync .*\n {4})?at busy \(\[eval\]:1:\d+\)\n/);
  const idle = await interrupt('setInterval(() => {}, 1e6); process.stdout.write("ready")');
  assert.strictEqual(idle.signal, 'SIGINT');
  assert.match(idle.text, /^KEYBOARD_INTERRUPT: /);
  const own = await interrupt('process.on("SIGINT", () => process.exit(3)); setInterval(() => {}, 1e6); process.stdout.write("ready")');
  assert.deepStrictEqual(own, { status: 3, signal: null, text: '' });
})();
