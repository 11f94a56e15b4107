// What cannot lie in a snapshot is refused by an error of the program, and a bad file by a message and exit code 14.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { build, dir, run, start } = require('./fixtures/lib.js');

const blob = path.join(dir, 'snapshot.blob');
for (const [code, what] of [
  ["new (require('worker_threads').Worker)('1', { eval: true })", 'Worker'],
  ["require('vm').createContext({})", 'vm.createContext()'],
  ["process.dlopen({ exports: {} }, '/nowhere.node')", 'process.dlopen()'],
  ["import('fs').catch((e) => { throw e; })", 'import'],
]) {
  const { status, stderr } = build(code);
  assert.strictEqual(status, 1, code);
  assert.ok(stderr.includes(`[ERR_NOT_SUPPORTED_IN_SNAPSHOT]: ${what} is not supported in startup snapshot`), stderr);
  assert.ok(!fs.existsSync(blob));
}
assert.strictEqual(build('process.exit(3)').status, 3);
assert.match(build("throw new Error('boom')").stderr, /entry\.js:1\n.*\n.*\n\nError: boom\n {4}at /);
assert.ok(!fs.existsSync(blob));

// Outside a snapshot's building.
const { startupSnapshot } = require('node:v8');
assert.strictEqual(startupSnapshot.isBuildingSnapshot(), false);
for (const name of ['addSerializeCallback', 'addDeserializeCallback', 'setDeserializeMainFunction']) {
  assert.throws(() => startupSnapshot[name](() => {}), { code: 'ERR_NOT_BUILDING_SNAPSHOT' });
}

// Files.
assert.strictEqual(build('').status, 0);
const good = fs.readFileSync(blob);
for (const [bytes, message] of [
  ['', 'it is not a startup snapshot'],
  ['hello world, this is no snapshot at all', 'it is not a startup snapshot'],
  [good.subarray(0, good.length - 1), 'the file is not complete'],
  [Buffer.concat([good.subarray(0, 9000), Buffer.from([good[9000] ^ 1]), good.subarray(9001)]), 'the file is damaged'],
  [Buffer.concat([good.subarray(0, 8), Buffer.alloc(8), good.subarray(16)]),
   'it was built with a different version of the runtime'],
]) {
  fs.writeFileSync(blob, bytes);
  assert.deepStrictEqual(start(['x.js']), {
    status: 14, stdout: '', stderr: `Cannot load the startup snapshot snapshot.blob: ${message}\n`,
  });
}
assert.deepStrictEqual(run(['--build-snapshot']).status, 9);
assert.match(run(['--build-snapshot', 'nowhere.js']).stderr, /^Cannot read builder script nowhere\.js .*ENOENT/);
fs.writeFileSync(path.join(dir, 'c.json'), '{"builder": 1}');
assert.match(run(['--build-snapshot-config', 'c.json']).stderr, /^"builder" field of c\.json is not a non-empty string/);
// A device that takes nothing: the message is of writing, and the device is still there.
assert.deepStrictEqual(run(['--snapshot-blob', '/dev/full', '--build-snapshot', 'entry.js']), {
  status: 1, stdout: '', stderr: 'Cannot write /dev/full: No space left on device\n',
});
assert.ok(fs.statSync('/dev/full').isCharacterDevice());
fs.writeFileSync(path.join(dir, 'c.json'), '{"builder": "entry.js"}');
assert.strictEqual(run(['--build-snapshot-config', 'c.json', '--snapshot-blob', '/nowhere/x']).status, 1);
assert.strictEqual(run(['--build-snapshot-config', 'c.json']).status, 0);
