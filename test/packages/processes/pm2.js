// pm2, its daemon and its workers all on Eddy: an app in cluster mode with two instances, list, reload under requests,
// restart after a crash, logs, stop, kill. The daemon has a home of its own, and no process is left.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { run } = require('../lib.js');
const { processesWith, temporary, until } = require('./fixtures/lib.js');

const home = temporary('pm2');
fs.symlinkSync(process.execPath, path.join(home, 'node')); // its scripts say `#!/usr/bin/env node`
const env = { ...process.env, PM2_HOME: home, PATH: `${home}:${process.env.PATH}`, CI: '1', PM2_DISABLE_VERSION_CHECK: 'true' };

async function pm2(...args) {
  const { stdout } = await run(process.execPath, [path.join(__dirname, 'node_modules/pm2/bin/pm2'), ...args], { cwd: home, env });
  return stdout;
}

async function list() {
  const text = await pm2('jlist');
  return JSON.parse(text.slice(text.indexOf('[{')));
}

function get(port, url) {
  return new Promise((resolve, reject) => {
    http.get({ port, host: '127.0.0.1', path: url, agent: false }, (res) => {
      res.setEncoding('utf8').on('data', (text) => resolve(text));
    }).on('error', reject);
  });
}

async function main() {
  const app = path.join(__dirname, 'fixtures', 'pm2-app.js'), portFile = path.join(home, 'port');
  await pm2('start', app, '-i', '2', '--name', 'app', '--wait-ready', '--kill-timeout', '5000', '--', portFile);
  const apps = await list();
  assert.deepStrictEqual(apps.map(({ pm2_env: { status, exec_mode } }) => [status, exec_mode]),
                         Array(2).fill(['online', 'cluster_mode']));
  assert.match(await pm2('list', '--no-color'), /app .*cluster.*online/);
  const port = +fs.readFileSync(portFile, 'utf8');
  const first = new Set();
  for (let i = 0; i < 10; i++) first.add(await get(port, '/'));
  assert.deepStrictEqual([...first].map(Number).sort(), apps.map(({ pid }) => pid).sort());

  // Reload: all answers come, and in the end from new processes.
  let reloading = true, answers = 0;
  const load = Array.from({ length: 4 }, async () => {
    while (reloading) {
      assert.match(await get(port, '/'), /^\d+$/);
      answers++;
    }
  });
  await pm2('reload', 'app');
  reloading = false;
  await Promise.all(load);
  assert.ok(answers > 20, `${answers}`);
  const second = new Set();
  for (let i = 0; i < 10; i++) second.add(await get(port, '/'));
  assert.strictEqual(second.size, 2);
  assert.ok([...second].every((pid) => !first.has(pid)), 'new processes');

  await assert.rejects(get(port, '/crash'));
  const crashed = await until(async () => {
    const now = await list();
    return now.every(({ pm2_env: { status } }) => status === 'online') && now.every(({ pid }) => pid > 0) &&
      now.some(({ pid }) => !second.has(`${pid}`)) && now;
  }, 'restart');
  assert.strictEqual(crashed.filter(({ pid }) => second.has(`${pid}`)).length, 1);
  const out = await pm2('logs', 'app', '--nostream', '--lines', '50', '--no-color');
  assert.match(out, /\|app +\| listens/);

  await pm2('stop', 'app');
  assert.ok((await list()).every(({ pid, pm2_env: { status } }) => status === 'stopped' && pid === 0));
  await assert.rejects(get(port, '/'), { code: 'ECONNREFUSED' });
  await pm2('delete', 'app');
}

process.exitCode = 1;
main().finally(async () => {
  await pm2('kill');
  await until(() => processesWith(home).length === 0, 'all processes have ended');
  fs.rmSync(home, { recursive: true });
}).then(() => { process.exitCode = 0; });
