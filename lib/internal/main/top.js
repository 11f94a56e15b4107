// SPDX-License-Identifier: MIT
// `eddy top [PID] [json]`: what a running program does, second by second: q ends it. Not on a terminal, or as JSON: one second, once.
'use strict';

require('internal/modules/cjs/loader').initializeCJS();

const { attach, choose } = require('internal/top/attach');
const { Window } = require('internal/top/window');
const { draw } = require('internal/top/screen');

const INTERVAL = 1000; // ms

async function main() {
  const words = process.argv.slice(1), json = words.at(-1) === 'json';
  if (json) words.pop();
  if (words.length > 1) throw new Error('eddy top [PID] [json]');
  const pid = choose(words[0]), window = new Window();
  const client = await attach(pid);
  const terminal = !json && process.stdout.isTTY;
  let end;
  const ended = new Promise((resolve) => { end = resolve; });
  client.once('close', () => end(`process ${pid} has ended`));

  const { stdout, stdin } = process;
  function show() {
    const view = window.view();
    if (view === null) return;
    if (json) {
      stdout.write(`${JSON.stringify({ pid, ...view })}\n`);
    } else if (terminal) {
      const lines = draw(pid, view, { columns: stdout.columns ?? 80, rows: stdout.rows ?? 24, color: stdout.hasColors() });
      stdout.write(`\x1b[H${lines.slice(0, stdout.rows).map((line) => `${line}\x1b[K`).join('\r\n')}\x1b[J`);
    } else {
      stdout.write(`${draw(pid, view, { columns: 120, rows: 60, color: false }).join('\n')}\n`);
    }
    if (!terminal) end();
  }
  if (terminal) {
    stdout.write('\x1b[?1049h\x1b[?25l');
    stdin.setRawMode?.(true);
    stdin.on('data', (keys) => { if (/[q\x03\x04]/.test(keys.toString('latin1'))) end(); });
    stdout.on('resize', show);
    for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.on(signal, () => end());
  }
  (async () => {
    for (;;) {
      window.add(await client.call('Eddy.sample'));
      show();
      await require('timers/promises').setTimeout(INTERVAL);
    }
  })().catch(() => {}); // the connection has ended: somebody says so
  const why = await ended;
  if (terminal) {
    stdin.setRawMode?.(false);
    stdout.write('\x1b[?25h\x1b[?1049l');
  }
  client.close();
  if (why !== undefined) throw new Error(why);
}

main().then(() => process.exit(), (err) => {
  process.stderr.write(`eddy top: ${err.message}\n`);
  process.exit(1);
});
