// Coverage is written for a worker that is terminated, too, and by a process that kills itself.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-coverage-'));
function run(source) {
  const script = path.join(dir, 'a.js');
  const out = fs.mkdtempSync(path.join(dir, 'out-'));
  fs.writeFileSync(script, source);
  const result = spawnSync(process.execPath, [script], { env: { ...process.env, NODE_V8_COVERAGE: out }, encoding: 'utf8' });
  return { ...result, files: fs.readdirSync(out) };
}

const worker = run(`
const { Worker, isMainThread, parentPort } = require('worker_threads');
if (isMainThread) {
  const worker = new Worker(__filename);
  worker.on('message', () => worker.terminate());
} else {
  parentPort.postMessage('running');
  for (;;);
}
`);
assert.strictEqual(worker.stderr, '');
assert.strictEqual(worker.status, 0);
assert.strictEqual(worker.files.filter((name) => name.endsWith('-1.json')).length, 1, worker.files.join());

const killed = run('process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1e6);');
assert.strictEqual(killed.signal, 'SIGTERM');
assert.strictEqual(killed.files.length, 1);
fs.rmSync(dir, { recursive: true });
