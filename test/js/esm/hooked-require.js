// SPDX-License-Identifier: MIT
// require() in CommonJS whose source came from hooks of module.register() goes through the hooks.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const { register } = require('node:module');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-hooked-')));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
for (const [name, text] of Object.entries({
  'dep.js': 'module.exports = "not loaded"',
  'data.json': '{"a":1}',
  'module.mjs': 'export const b = 2',
  'one.cjs': 'exports.a = 1; exports.seen = require("./two.cjs").seen',
  'two.cjs': 'exports.seen = { ...require("./one.cjs") }',
  'throws.cjs': 'throw new Error(`thrown ${globalThis.times = (globalThis.times ?? 0) + 1}`)',
  'main.cjs': 'module.exports = { require, module }',
})) fs.writeFileSync(path.join(folder, name), text);

const hooks = `
  import fs from 'node:fs';
  export async function resolve(specifier, context, next) {
    fs.appendFileSync(${JSON.stringify(path.join(folder, 'log'))}, specifier + '\\n');
    if (specifier.endsWith('/virtual')) return { url: specifier, shortCircuit: true };
    return next(specifier, context);
  }
  export async function load(url, context, next) {
    if (url.endsWith('/virtual')) return { format: 'commonjs', source: 'exports.id = module.id', shortCircuit: true };
    if (url.endsWith('/dep.js')) return { format: 'commonjs', source: 'module.exports = require.main', shortCircuit: true };
    const loaded = await next(url, context);
    if (loaded.format === 'commonjs') loaded.source = fs.readFileSync(new URL(url));
    return loaded;
  }`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
const urlOf = (name) => pathToFileURL(path.join(folder, name)).href;

(async () => {
  const { default: { require: hooked, module: record } } = await import(urlOf('main.cjs'));
  assert.strictEqual(record.filename, path.join(folder, 'main.cjs'));
  assert.strictEqual(hooked('./dep'), module); // the hook's source, and the program's main module
  assert.deepStrictEqual(hooked('./data.json'), { a: 1 });
  assert.strictEqual(hooked('./module.mjs').b, 2);
  assert.strictEqual(hooked('fs'), fs);
  assert.strictEqual(hooked('node:fs'), fs);
  assert.deepStrictEqual(hooked('./one.cjs').seen, { a: 1 });
  for (let i = 0; i < 2; i++) assert.throws(() => hooked('./throws.cjs'), { message: 'thrown 1' });
  assert.throws(() => hooked('./nowhere'), { code: 'MODULE_NOT_FOUND' });
  assert.throws(() => hooked(1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.strictEqual(hooked.resolve('./dep'), path.join(folder, 'dep.js'));
  assert.strictEqual(hooked('./main.cjs'), record.exports);

  const names = ['main.cjs', 'dep.js', 'data.json', 'module.mjs', 'fs', 'node:fs', 'one.cjs', 'two.cjs', 'one.cjs',
                 'throws.cjs', 'throws.cjs', 'dep.js', 'main.cjs'];
  assert.deepStrictEqual(fs.readFileSync(path.join(folder, 'log'), 'utf8').trim().split('\n'),
                         names.map((name) => (name.includes('.') ? urlOf(name) : name)));

  // No such file
  assert.strictEqual((await import(urlOf('virtual'))).id, path.join(folder, 'virtual'));
})();
