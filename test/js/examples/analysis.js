// SPDX-License-Identifier: MIT
// examples/analysis: with a real redis-server, and workers killed in the middle of their work, every record is
// counted exactly once.
'use strict';

const assert = require('node:assert');
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

if (spawnSync('redis-server', ['--version']).status !== 0) {
  console.log('no redis-server');
  process.exit(77);
}
process.exitCode = 1; // until all has happened
const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? os.tmpdir(), 'analysis-'));
const socket = path.join(dir, 'redis'), file = path.join(dir, 'data.csv');
process.env.PIECE = '50000';
process.env.ABANDONED = '100';
const { analyse } = require('../../../examples/analysis/main');

const expected = { records: 0, rejected: 1, sums: {} }, { sums } = expected;
let text = 'key,amount\n';
for (let i = 0; i < 100_000; i++) {
  // Names in UTF-8, one that is longer than the reader's margin, and one that is called like a counter.
  const key = i === 50_000 ? 'long'.repeat(3000) : i % 9 === 0 ? 'records' : `é${i * 7919 % 10}`, amount = i % 100;
  text += `${key},${amount}\n`;
  expected.records++;
  sums[key] = (sums[key] ?? 0) + amount;
}
text = text.slice(0, -1); // the last one has no line break
fs.writeFileSync(file, text);

const server = spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', dir], { stdio: ['ignore', 'pipe', 'inherit'] });
let log = '', killed = 0;
server.stdout.on('data', async (chunk) => {
  const before = log;
  log += chunk;
  if (before.includes('ready to accept') || !log.includes('ready to accept')) return;
  const results = await analyse(file, {
    processes: 3, where: { path: socket },
    onWorker(child) {
      let pieces = 0;
      child.on('message', () => {
        if (++pieces === 1 && killed < 4) { // it works on its second one now
          killed++;
          child.kill('SIGKILL');
        }
      });
    },
  });
  server.kill();
  assert.ok(killed > 0); // 4, unless one worker had done all before the others began
  assert.deepStrictEqual(results, expected);
  process.exitCode = 0;
});
