// SPDX-License-Identifier: MIT
// `eddy status [PID|SOCKET] [json]` and `eddy reload [PID|SOCKET]`: speak with a running `eddy serve`.
'use strict';

const { getOptionValue } = require('internal/options');

require('internal/modules/cjs/loader').initializeCJS();

const { ask, findSockets } = require('internal/serve/control');

function age(ms) {
  const s = Math.floor(ms / 1000);
  if (s < 60) return `${s}s`;
  if (s < 3600) return `${Math.floor(s / 60)}m ${s % 60}s`;
  if (s < 86400) return `${Math.floor(s / 3600)}h ${Math.floor(s / 60) % 60}m`;
  return `${Math.floor(s / 86400)}d ${Math.floor(s / 3600) % 24}h`;
}

function table(status) {
  const lines = [`${status.script} (pid ${status.pid}): ${status.state}, up ${age(status.uptime)}, ` +
                 `${status.reloads} reloads, ${status.restarts} restarts after a crash`];
  const rows = [['WORKER', 'PID', 'STATE', 'UP', 'RESTARTS', 'MEMORY', 'LISTENS TO']];
  for (const worker of status.workers) {
    rows.push([`${worker.worker}`, `${worker.pid}`, worker.state, age(worker.uptime), `${worker.restarts}`,
               worker.rss === null ? '-' : `${Math.round(worker.rss / 1e6)} MB`, worker.listening.join(' ') || '-']);
  }
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  for (const row of rows) lines.push(`  ${row.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd()}`);
  return lines.join('\n');
}

/** Those that run. @returns {Promise<{ socket: string, status: object }[]>} */
async function findRunning(name) {
  const found = [];
  for (const socket of findSockets(name)) {
    try {
      found.push({ socket, status: (await ask(socket, 'GET', '/status')).value });
    } catch (err) {
      const nobody = err.code === 'ENOENT' || err.code === 'ECONNREFUSED';
      if (name === undefined && nobody) continue; // left over from one that was killed
      throw new Error(`${socket}: ${nobody ? 'nobody is there' : err.message}`);
    }
  }
  if (found.length === 0) throw new Error('no eddy serve is running');
  return found;
}

async function main() {
  const [, name, form] = process.argv;
  const json = form === 'json' || name === 'json';
  const running = await findRunning(name === 'json' ? undefined : name);
  if (getOptionValue('[verb]') === 'reload') {
    if (running.length > 1) throw new Error('more than one eddy serve is running: say which by its process id');
    const { code } = await ask(running[0].socket, 'POST', '/reload');
    if (code !== 200) throw new Error('the new workers did not start; the old ones go on');
    console.log('reloaded');
    return;
  }
  for (const { status } of running) console.log(json ? JSON.stringify(status) : table(status));
}

main().catch((err) => {
  process.stderr.write(`eddy ${getOptionValue('[verb]')}: ${err.message}\n`);
  process.exitCode = 1;
});
