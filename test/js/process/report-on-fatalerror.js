// SPDX-License-Identifier: MIT
// The report of a heap that is full, which JavaScript cannot write any more: by option and by property, its settings; what is said
// on stderr. A worker that runs out of its memory ends alone.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? os.tmpdir(), 'fatal-'));
const fill = 'const all = []; for (;;) all.push(new Array(1000).fill(Math.random()));';

function run(program, ...options) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['--max-old-space-size=30', ...options, '-e', program], {
    encoding: 'utf8', cwd: dir, env: { ...process.env, QUOTED: 'a"\\\n\tü', ASAN_OPTIONS: 'detect_leaks=0:handle_abort=0' },
  });
  const reports = fs.readdirSync(dir).map((name) => {
    const text = fs.readFileSync(path.join(dir, name), 'utf8');
    fs.rmSync(path.join(dir, name));
    return { name, text, ...JSON.parse(text) };
  });
  return { status, signal, stdout, stderr, reports };
}

const event = 'Allocation failed - JavaScript heap out of memory';
const { stderr, reports: [report], ...how } = run(fill, '--report-on-fatalerror');
assert.strictEqual(how.status === 134 || how.signal === 'SIGABRT', true);
assert.match(report.name, /^report\.\d{8}\.\d{6}\.\d+\.0\.001\.json$/);
assert.ok(stderr.includes('<--- Last few GCs --->'), stderr);
assert.ok(stderr.includes(`\nFATAL ERROR: Reached heap limit ${event}\n\nWriting Node.js report to file: ${report.name}\n` +
  'Node.js report completed\n----- Native stack trace -----\n\n 1: 0x'), stderr);
const { header, javascriptStack, javascriptHeap, nativeStack, resourceUsage, libuv, environmentVariables, userLimits } = report;
assert.deepStrictEqual([header.event, header.trigger, header.filename], [event, 'OOMError', report.name]);
assert.deepStrictEqual([header.threadId, header.nodejsVersion], [0, process.version]);
assert.deepStrictEqual(javascriptStack, { message: 'No stack.', stack: ['Unavailable.'], errorProperties: {} });
assert.ok(javascriptHeap.usedMemory > 20e6 && javascriptHeap.heapSpaces.old_space.used > 20e6);
assert.match(nativeStack[0].pc, /^0x[0-9a-f]{16}$/);
assert.ok(resourceUsage.rss > 20e6 && resourceUsage.userCpuSeconds > 0 && libuv.length > 0);
assert.strictEqual(environmentVariables.QUOTED, 'a"\\\n\tü');
assert.ok('soft' in userLimits.open_files);

// The same members as a report that JavaScript writes.
const own = process.report.getReport();
for (const part of ['header', 'javascriptHeap', 'resourceUsage', 'uvthreadResourceUsage', 'userLimits']) {
  assert.deepStrictEqual(Object.keys(report[part]).sort(), Object.keys(own[part]).sort(), part);
}

const chosen = run(`Object.assign(process.report, { reportOnFatalError: true, compact: true, excludeEnv: true, excludeNetwork: true,
  filename: 'x.json', directory: ${JSON.stringify(dir)} }); process.chdir('/'); ${fill}`).reports[0];
assert.deepStrictEqual([chosen.name, chosen.header.cwd, chosen.text.split('\n').length], ['x.json', '/', 2]);
assert.deepStrictEqual([chosen.environmentVariables, chosen.header.networkInterfaces], [undefined, undefined]);

assert.deepStrictEqual(run(fill).reports, []);
assert.deepStrictEqual(run(`process.report.reportOnFatalError = false; ${fill}`, '--report-on-fatalerror').reports, []);
const worker = run(`new (require('worker_threads').Worker)(${JSON.stringify(fill)}, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 10 } })
  .on('error', (e) => console.log(e.code))`, '--report-on-fatalerror');
assert.deepStrictEqual([worker.status, worker.stdout, worker.reports], [0, 'ERR_WORKER_OUT_OF_MEMORY\n', []]);
