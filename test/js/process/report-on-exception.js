// SPDX-License-Identifier: MIT
// process.report of an exception that ends the process: by option, by property, not when somebody handles it; signal listeners get
// the name and the number; a file that cannot be written is said, not thrown.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? os.tmpdir(), 'report-'));

function run(program, ...options) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, '-e', program], { encoding: 'utf8', cwd: dir });
  const reports = fs.readdirSync(dir).map((name) => {
    const text = fs.readFileSync(path.join(dir, name), 'utf8');
    fs.rmSync(path.join(dir, name));
    return { name, ...JSON.parse(text) };
  });
  return { status, stdout, stderr, reports };
}

const crash = 'setImmediate(() => { throw Object.assign(new TypeError("boom"), { code: 7 }); })';
for (const [program, ...options] of [[crash, '--report-uncaught-exception'], [`process.report.reportOnUncaughtException = true; ${crash}`]]) {
  const { status, stderr, reports } = run(program, ...options);
  assert.strictEqual(status, 1);
  assert.strictEqual(reports.length, 1);
  const [{ name, header, javascriptStack, userLimits, sharedObjects, resourceUsage }] = reports;
  assert.match(name, /^report\.\d{8}\.\d{6}\.\d+\.0\.001\.json$/);
  assert.deepStrictEqual([header.event, header.trigger, header.filename, header.threadId], ['Exception', 'Exception', name, 0]);
  assert.strictEqual(javascriptStack.message, 'TypeError: boom');
  assert.deepStrictEqual(javascriptStack.errorProperties, { code: '7' });
  assert.ok(stderr.includes(`\nTypeError: boom\n`));
  assert.ok(stderr.endsWith(`\n\nWriting Node.js report to file: ${name}\nNode.js report completed\n\nNode.js ${process.version}\n`), stderr);
  assert.ok(userLimits.open_files.soft > 0 && sharedObjects.length > 0 && resourceUsage.rss > 0);
}

const handled = run(`process.on('uncaughtException', () => {}); ${crash}`, '--report-uncaught-exception');
assert.deepStrictEqual([handled.status, handled.reports], [0, []]);
const rejected = run('Promise.reject(new Error("rej"))', '--report-uncaught-exception', '--report-filename=x.json', '--report-exclude-env',
                     '--report-exclude-network');
assert.strictEqual(rejected.reports[0].name, 'x.json');
assert.strictEqual(rejected.reports[0].environmentVariables, undefined);
assert.strictEqual(rejected.reports[0].header.networkInterfaces, undefined);
const nowhere = run('console.log(JSON.stringify(process.report.writeReport("x.json")))', '--report-dir=/nonexistent');
assert.deepStrictEqual([nowhere.status, nowhere.stdout], [0, '""\n']);
assert.strictEqual(nowhere.stderr, '\nFailed to open Node.js report file: x.json directory: /nonexistent (errno: 2)\n');
const inWorker = run(`new (require('worker_threads').Worker)(${JSON.stringify(crash)}, { eval: true }).on('error', (e) => console.log(e.message))`,
                     '--report-uncaught-exception');
assert.deepStrictEqual([inWorker.status, inWorker.stdout, inWorker.reports], [0, 'boom\n', []]);
const signal = run('const alive = setInterval(() => {}, 1000); process.on("SIGHUP", (...all) => { console.log(all.join()); clearInterval(alive); }).kill(process.pid, "SIGHUP")');
assert.strictEqual(signal.stdout, 'SIGHUP,1\n');
