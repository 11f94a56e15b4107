// --build-sea and --experimental-sea-config: Node's configuration files, and what is wrong with them.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-sea-')));
const run = (program, ...args) => spawnSync(program, args, { cwd: dir, encoding: 'utf8' });
function build(config, option = '--build-sea') {
  fs.writeFileSync(path.join(dir, 'c.json'), typeof config === 'string' ? config : JSON.stringify(config));
  return run(process.execPath, option, 'c.json');
}
fs.writeFileSync(path.join(dir, 'main.js'), `
let refused;
try { require('./other'); } catch (error) { refused = error.code; }
console.log(JSON.stringify([process.execArgv, process.noDeprecation === true, refused, __filename === process.execPath]));
`);

const good = { main: 'main.js', output: 'app', useCodeCache: true, execArgv: ['--no-deprecation'], execArgvExtension: 'cli' };
assert.strictEqual(build(good).status, 0);
const app = path.join(dir, 'app');
const plain = run(app);
assert.deepStrictEqual(JSON.parse(plain.stdout), [['--no-deprecation'], true, 'ERR_UNKNOWN_BUILTIN_MODULE', true]);
assert.match(plain.stderr, /ExperimentalWarning: Single executable application/);
assert.strictEqual(run(app, '--node-options=--no-warnings').stderr, '');

assert.strictEqual(build({ ...good, output: 'blob' }, '--experimental-sea-config').status, 0);
assert.ok(fs.statSync(path.join(dir, 'blob')).size < 100_000);

for (const [config, message] of [
  ['{', /Cannot parse JSON/],
  [{ output: 'x' }, /"main" field of c\.json is not a non-empty string/],
  [{ main: 'main.js' }, /"output" field of c\.json is not a non-empty string/],
  [{ ...good, useCodeCache: 1 }, /"useCodeCache" field of c\.json is not a boolean/],
  [{ ...good, execArgv: [1] }, /"execArgv" field of c\.json is not an array of strings/],
  [{ ...good, execArgvExtension: 'x' }, /"execArgvExtension" field of c\.json must be one of/],
  [{ ...good, main: 'none.js' }, /Cannot read .*none\.js/],
  [{ ...good, executable: app }, /no plain Eddy/],
]) {
  const { status, stderr } = build(config);
  assert.strictEqual(status, 1, stderr);
  assert.match(stderr, message);
}

const sea = require('node:sea');
assert.strictEqual(sea.isSea(), false);
for (const fn of [sea.getAssetKeys, () => sea.getAsset('x'), () => sea.getRawAsset('x'), () => sea.getAssetAsBlob('x')]) {
  assert.throws(fn, { code: 'ERR_NOT_IN_SINGLE_EXECUTABLE_APPLICATION' });
}
fs.rmSync(dir, { recursive: true });
