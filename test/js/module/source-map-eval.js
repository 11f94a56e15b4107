// SPDX-License-Identifier: MIT
// Source maps of eval() and new Function() (generatedCode), of Error.prepareStackTrace's default, and of uncaught errors.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { setSourceMapsSupport } = require('node:module');

const map = { version: 3, sources: ['/orig/a.ts'], sourcesContent: ['//\n  fail();\n'], names: [], mappings: 'AACE' };
const mapURL = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
const code = (name) => `throw new Error("m")\n//# sourceURL=${name}\n${mapURL}`;
const stackOf = (fn) => {
  try {
    return fn();
  } catch (error) {
    return error.stack;
  }
};

assert.match(stackOf(() => eval(code('/gen/none.js'))), /\/gen\/none\.js:1:7/);
setSourceMapsSupport(true);
assert.match(stackOf(() => eval(code('/gen/off.js'))), /\/gen\/off\.js:1:7/);
setSourceMapsSupport(true, { generatedCode: true });
assert.match(stackOf(() => eval(code('/gen/on.js'))), /\/orig\/a\.ts:2:3/);
assert.match(stackOf(() => (0, eval)(code('/gen/on2.js'))), /\/orig\/a\.ts:2:3/);
assert.strictEqual(eval('1 + 1') + new Function('return 3')(), 5);
setSourceMapsSupport(false);
assert.match(stackOf(() => eval(code('/gen/off2.js'))), /\/gen\/off2\.js:1:7/);
assert.strictEqual(eval('1 + 1'), 2);

// What the command line forbids stays forbidden.
const { stdout } = spawnSync(process.execPath, ['--disallow-code-generation-from-strings', '--enable-source-maps', '-p',
  'try { eval("1") } catch (e) { e.name }'], { encoding: 'utf8' });
assert.strictEqual(stdout, 'EvalError\n');

// The caret of an uncaught error stands where the statement began, in the source; `Error.prepareStackTrace` maps, too.
const fs = require('node:fs');
const path = require('node:path');
const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? require('node:os').tmpdir(), 'maps-'));
const file = path.join(dir, 'gen.js');
const run = (text) => {
  fs.writeFileSync(file, `${text}\n${mapURL}`);
  return spawnSync(process.execPath, ['--enable-source-maps', file], { encoding: 'utf8' }).stderr;
};
assert.match(run('throw new Error("m")'), /^\/orig\/a\.ts:2\n {2}fail\(\);\n {2}\^\n\nError: m\n/);
assert.match(run('throw { a: 1 }'), /^\n\/orig\/a\.ts:2\n {2}fail\(\);\n {2}\^\n\{ a: 1 \}\n/);
assert.match(run('const std = Error.prepareStackTrace; Error.prepareStackTrace = (e, f) => `own ${std(e, f)}`; throw new Error("m")'),
             /\nown Error: m\n {4}at Object\.<anonymous> \(\/orig\/a\.ts:2:\d+\)/);
fs.rmSync(dir, { recursive: true });
