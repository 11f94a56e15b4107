// SPDX-License-Identifier: MIT
// fs calls what a program has put into process.binding('fs'), with Node's arguments: that is how file systems are mocked.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');

const binding = process.binding('fs');
const real = { ...binding };
const text = fs.readFileSync(__filename, 'utf8');
const seen = [];
for (const name of ['open', 'close', 'fstat', 'read', 'stat', 'readdir', 'mkdir', 'writeBuffer', 'writeString', 'unlink', 'rmdir',
  'existsSync', 'readFileUtf8', 'writeFileUtf8', 'lstat', 'rename']) {
  assert.strictEqual(typeof real[name], 'function', name);
  binding[name] = function(...args) {
    seen.push(name);
    return real[name].apply(this, args);
  };
}
const calls = () => seen.splice(0).join(' ');
const dir = path.join(process.env.TMPDIR || '/tmp', `patched-${process.pid}`);
const file = path.join(dir, 'a');

fs.mkdirSync(dir);
assert.strictEqual(calls(), 'mkdir');
fs.writeFileSync(file, Buffer.from('abc'));
assert.strictEqual(calls(), 'open writeBuffer close');
fs.writeFileSync(file, 'abcd');
assert.strictEqual(calls(), 'writeFileUtf8');
assert.strictEqual(fs.readFileSync(file, 'latin1'), 'abcd');
assert.match(calls(), /^open (fstat )?(read )+close$/);
assert.strictEqual(fs.statSync(file).size, 4);
assert.strictEqual(fs.statSync(file, { bigint: true }).size, 4n);
assert.match(calls(), /^stat/);
assert.strictEqual(fs.statSync(`${file}x`, { throwIfNoEntry: false }), undefined);
assert.throws(() => fs.statSync(`${file}x`), { code: 'ENOENT', syscall: 'stat' });
assert.strictEqual(fs.existsSync(file), true);
seen.length = 0;
assert.deepStrictEqual(fs.readdirSync(dir, { withFileTypes: true }).map((d) => [d.name, d.isFile()]), [['a', true]]);
fs.mkdirSync(path.join(dir, 'b'));
fs.renameSync(file, path.join(dir, 'b/c'));
assert.strictEqual(calls(), 'readdir mkdir rename');
assert.deepStrictEqual(fs.readdirSync(dir, { recursive: true }).sort(), ['b', 'b/c']);
fs.rmSync(dir, { recursive: true });
assert.strictEqual(real.existsSync(dir), false);

// A listing without types is asked for them.
binding.readdir = () => [['self'], [0]];
binding.lstat = () => new Float64Array(36).fill(0o040755, 1, 2);
assert.strictEqual(fs.readdirSync('/not/there', { withFileTypes: true })[0].isDirectory(), true);

// What stands in the object answers, not the disk.
binding.stat = (name, big, request, quiet) => {
  const values = new Float64Array(36);
  values[1] = 0o100644;
  values[8] = 77;
  values[12] = 5;
  if (request === binding.kUsePromises) return Promise.resolve(values);
  if (request === undefined) return values;
  setImmediate(() => request.oncomplete(null, values));
};
assert.strictEqual(fs.statSync('/not/there').size, 77);
assert.strictEqual(fs.statSync('/not/there').mtimeMs, 5000);

async function main() {
  assert.strictEqual((await fs.promises.stat('/not/there')).isFile(), true);
  assert.strictEqual((await new Promise((ok) => fs.stat('/not/there', (error, stats) => ok(stats)))).size, 77);

  // The request of readFile carries a context, whose prototype's read and close may be replaced.
  let context;
  binding.open = (name, flags, mode, request) => {
    context = Object.getPrototypeOf(request.context);
    return real.open(name, flags, mode, request);
  };
  seen.length = 0;
  const read = await new Promise((ok, no) => fs.readFile(__filename, 'utf8', (error, value) => (error ? no(error) : ok(value))));
  assert.strictEqual(read, text);
  assert.match(calls(), /^fstat (read )+close$/);
  assert.deepStrictEqual([typeof context.read, typeof context.close], ['function', 'function']);
  binding.open = real.open;
  await assert.rejects(fs.promises.readFile('/not/there'), { code: 'ENOENT' });
  assert.strictEqual(await fs.promises.readFile(__filename, 'utf8'), text);
}
main();
