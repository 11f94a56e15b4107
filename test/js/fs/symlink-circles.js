// SPDX-License-Identifier: MIT
// Links in a circle: every call ends; a recursive listing names such links but does not go into them.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'circles-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const at = (...names) => path.join(folder, ...names);

// Two links to the directory that they are in, two that lead to each other's, one that leads to a sister.
fs.mkdirSync(at('x'));
fs.mkdirSync(at('y'));
fs.writeFileSync(at('x', 'file'), 'text');
for (const [to, from] of [['.', 'self'], ['.', 'also'], ['../y', 'x/y'], ['../x', 'y/x'], ['..', 'x/up']]) fs.symlinkSync(to, at(from));
fs.symlinkSync('b', at('a'));
fs.symlinkSync('a', at('b'));

const all = ['a', 'also', 'b', 'self', 'x', 'x/file', 'x/up', 'x/y', 'x/y/x', 'y', 'y/x', 'y/x/file', 'y/x/up', 'y/x/y'];
const paths = (list) => list.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
assert.deepStrictEqual(fs.readdirSync(folder, { recursive: true }).sort(), all);
assert.deepStrictEqual(paths(fs.readdirSync(folder, { recursive: true, withFileTypes: true })), all);

(async () => {
  assert.deepStrictEqual((await fs.promises.readdir(folder, { recursive: true })).sort(), all);
  assert.deepStrictEqual(paths(await fs.promises.readdir(folder, { recursive: true, withFileTypes: true })), all);
  await new Promise((done) => {
    fs.readdir(folder, { recursive: true }, (error, list) => {
      assert.ifError(error);
      assert.deepStrictEqual(list.sort(), all);
      done();
    });
  });
  const found = [];
  for await (const entry of await fs.promises.opendir(folder, { recursive: true })) found.push(entry.name);
  assert.deepStrictEqual(found.sort(), ['a', 'also', 'b', 'file', 'self', 'up', 'x', 'x', 'y', 'y']);
  assert.ok(fs.globSync('**', { cwd: folder }).length > 0);
  fs.watch(folder, { recursive: true }).close();

  // A link that leads nowhere but to itself.
  const loop = at('a');
  for (const [name, ...args] of [
    ['stat'], ['readFile'], ['writeFile', 'x'], ['appendFile', 'x'], ['access'], ['open'], ['truncate'], ['chmod', 0o600], ['chown', 0, 0],
    ['utimes', 1, 1], ['readdir'], ['opendir'], ['realpath'], ['copyFile', at('copy')], ['statfs'], ['mkdtemp'],
  ]) {
    const target = name === 'mkdtemp' ? `${loop}/x` : loop;
    assert.throws(() => fs[`${name}Sync`](target, ...args), { code: 'ELOOP' }, name);
    await assert.rejects(fs.promises[name](target, ...args), { code: 'ELOOP' }, name);
    await assert.rejects(new Promise((resolve, reject) => {
      fs[name](target, ...args, (error) => (error ? reject(error) : resolve()));
    }), { code: 'ELOOP' }, name);
  }
  assert.throws(() => fs.openAsBlob(loop), { code: 'ELOOP' });
  assert.throws(() => fs.realpathSync.native(loop), { code: 'ELOOP' });
  assert.strictEqual(fs.existsSync(loop), false);
  for (const stream of [fs.createReadStream(loop), fs.createWriteStream(loop)]) {
    await assert.rejects(new Promise((resolve, reject) => stream.on('error', reject)), { code: 'ELOOP' });
  }
  assert.strictEqual(fs.readlinkSync(loop), 'b');
  assert.ok(fs.lstatSync(loop).isSymbolicLink());
  // Copied and removed as links.
  const copy = `${folder}-copy`;
  fs.cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  assert.strictEqual(fs.readlinkSync(path.join(copy, 'self')), '.');
  fs.rmSync(copy, { recursive: true });
  assert.strictEqual(fs.readFileSync(at('x', 'file'), 'utf8'), 'text');
})();
