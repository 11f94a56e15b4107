// v8.takeCoverage() writes and counts from zero; stopCoverage() ends it; both do nothing without the variable.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const v8 = require('node:v8');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-coverage-'));
const script = path.join(dir, 'a.js');
fs.writeFileSync(script, `
const v8 = require('v8');
function f() {}
f(); f(); v8.takeCoverage();
f(); v8.takeCoverage();
f(); f(); f(); v8.stopCoverage();
f(); v8.takeCoverage();
`);
const env = { ...process.env };
delete env.NODE_V8_COVERAGE;
assert.strictEqual(spawnSync(process.execPath, [script], { cwd: dir, env }).status, 0);
assert.deepStrictEqual(fs.readdirSync(dir), ['a.js']);
if (!process.env.NODE_V8_COVERAGE) assert.strictEqual(v8.takeCoverage(), undefined);

assert.strictEqual(spawnSync(process.execPath, [script], { cwd: dir, env: { ...env, NODE_V8_COVERAGE: dir } }).status, 0);
const counts = fs.readdirSync(dir).filter((name) => name.startsWith('coverage-')).sort().map((name) => {
  const { result } = JSON.parse(fs.readFileSync(path.join(dir, name)));
  const own = result.find((entry) => entry.url.endsWith('/a.js'));
  return own.functions.find((fn) => fn.functionName === 'f').ranges[0].count;
});
assert.deepStrictEqual(counts, [2, 1, 3]);

// A directory that cannot be made is told, and does not change the exit code.
const { status, stderr } = spawnSync(process.execPath, ['-e', '0'], { env: { ...env, NODE_V8_COVERAGE: script }, encoding: 'utf8' });
assert.strictEqual(status, 0);
assert.match(stderr, /coverage/);
fs.rmSync(dir, { recursive: true });
