// Flags: --experimental-shadow-realm
// ShadowRealm: its own globals, modules and import(); nothing of the program's realm is reachable from it.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-realm-')));
process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));
const file = (name, text) => {
  fs.writeFileSync(path.join(dir, name), text);
  return pathToFileURL(path.join(dir, name)).href;
};

(async () => {
  const realm = new ShadowRealm();
  assert.strictEqual(realm.evaluate('typeof process + typeof require + typeof globalThis.global'), 'undefined'.repeat(3));
  assert.strictEqual(realm.evaluate('x = 1; (() => x)')(), 1);
  assert.throws(() => realm.evaluate('({})'), TypeError);
  assert.throws(() => realm.evaluate('throw new RangeError("inner")'), { name: 'TypeError', message: /inner/ });
  assert.throws(() => realm.evaluate('}'), SyntaxError);
  assert.match(realm.evaluate('function f() { return new Error("x").stack } f()'), /^Error: x\n {4}at f /);

  // A way out, if one of these were an object of the program's realm.
  const meta = file('meta.mjs', `
    const out = (o) => typeof Object(o).constructor.constructor('return typeof process')();
    export const escapes = () => [keys, globalThis, out].map((o) =>
      o.constructor.constructor('return typeof process')()).join();
    export const url = import.meta.url, keys = Object.keys(import.meta).join();
    export const fromError = () => { try { null.x; } catch (e) { return e.constructor.constructor('return typeof process')(); } };
    export const imported = (done) => { import('./json.mjs').then((m) => done(m.text)); };
    export const failed = (done) => { import('fs').catch((e) => done(e.message)); };
  `);
  file('json.mjs', "import data from './data.json' with { type: 'json' }; import './meta.mjs'; export const text = data.a + data.constructor.constructor('return typeof process')();");
  file('data.json', '{"a": "json, "}');
  assert.strictEqual((await realm.importValue(meta, 'escapes'))(), 'undefined,undefined,undefined');
  assert.strictEqual((await realm.importValue(meta, 'fromError'))(), 'undefined');
  assert.strictEqual(await realm.importValue(meta, 'url'), meta);
  assert.strictEqual(await realm.importValue(meta, 'keys'), 'url');
  const imported = await realm.importValue(meta, 'imported');
  assert.strictEqual(await new Promise((done) => imported(done)), 'json, undefined');
  const failed = await realm.importValue(meta, 'failed');
  assert.match(await new Promise((done) => failed(done)), /Cannot find package 'fs'/);

  // Rejections.
  const broken = file('broken.mjs', 'export const a = 1; throw new Error("thrown inside");');
  await assert.rejects(realm.importValue(broken, 'a'), { name: 'TypeError', message: /thrown inside/ });
  await assert.rejects(realm.importValue(broken, 'a'), TypeError);
  await assert.rejects(realm.importValue(meta, 'nothing'), TypeError);
  await assert.rejects(realm.importValue('node:fs', 'readFileSync'), { message: /No such built-in module: node:fs/ });
  await assert.rejects(realm.importValue(file('bad.mjs', 'export {'), 'a'), TypeError);
  await assert.rejects(realm.importValue(file('c.cjs', ''), 'a'), { message: /Unknown module format: commonjs/ });

  // evaluate()d code imports relative to the working directory.
  process.chdir(dir);
  const later = realm.evaluate("(done) => { import('./json.mjs').then((m) => done(m.text)); }");
  assert.strictEqual(await new Promise((done) => later(done)), 'json, undefined');
})();
