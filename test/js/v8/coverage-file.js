// NODE_V8_COVERAGE: one file a thread and process, with counts of blocks; children inherit it.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-coverage-'));
const script = path.join(dir, 'a b.js');
fs.writeFileSync(script, `
const { Worker, isMainThread } = require('worker_threads');
function f(x) { if (x) return 1; return 2; }
f(true);
if (isMainThread) {
  new Worker(__filename).on('exit', () => {
    require('child_process').spawnSync(process.execPath, ['-e', '1'], { env: {} });
    process.exit(0);
  });
}
`);
const { status, stderr } = spawnSync(process.execPath, [script], {
  cwd: dir, env: { ...process.env, NODE_V8_COVERAGE: 'out' }, encoding: 'utf8',
});
assert.strictEqual(stderr, '');
assert.strictEqual(status, 0);

const files = fs.readdirSync(path.join(dir, 'out'));
assert.strictEqual(files.length, 3, files.join());
const scripts = [];
for (const file of files) {
  assert.match(file, /^coverage-\d+-\d{13}-[01]\.json$/);
  const { result, timestamp } = JSON.parse(fs.readFileSync(path.join(dir, 'out', file)));
  assert.strictEqual(typeof timestamp, 'number');
  scripts.push(...result.filter((entry) => entry.url.endsWith('/a%20b.js')));
}
assert.strictEqual(scripts.length, 2); // main thread and worker
for (const { url, functions } of scripts) {
  assert.ok(url.startsWith('file:///'));
  const { ranges, isBlockCoverage } = functions.find((fn) => fn.functionName === 'f');
  assert.ok(isBlockCoverage);
  assert.deepStrictEqual(ranges.map((range) => range.count), [1, 0]);
}
fs.rmSync(dir, { recursive: true });
