// SPDX-License-Identifier: MIT
// What hooks of registerHooks() are given: conditions in Node's order, formats, sources as bytes; and what they may not give back.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { registerHooks } = require('node:module');

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? require('node:os').tmpdir(), 'see-'));
for (const name of ['a.cjs', 'a.js', 'a.json', 'a.ts', 'a.mjs']) fs.writeFileSync(path.join(dir, name), name === 'a.json' ? '{}' : 'globalThis.z = 1');
const at = (name) => path.join(dir, name);

const seen = [];
const hooks = registerHooks({
  resolve(specifier, context, next) {
    const result = next(specifier, context);
    seen.push([Object.keys(context).join(), context.conditions.join(), Object.keys(result).join()]);
    return result;
  },
  load(url, context, next) {
    const result = next(url, context);
    seen.push([Object.keys(context).join(), context.format, typeof result.source]);
    return result;
  },
});
const take = () => seen.splice(0);
const keys = ['parentURL,importAttributes,conditions', 'url,format,importAttributes'];
for (const [name, format] of [['a.cjs', 'commonjs'], ['a.js', undefined], ['a.json', 'json'], ['a.ts', 'typescript'], ['a.mjs', 'module']]) {
  require(at(name));
  assert.deepStrictEqual(take(), [[keys[0], 'require,node,node-addons,module-sync', keys[1]], ['format,importAttributes,conditions', format, 'string']]);
}
(async () => {
  await import(`${at('a.mjs')}?1`);
  assert.deepStrictEqual(take(), [[keys[0], 'node,import,module-sync,node-addons', keys[1]], ['format,importAttributes,conditions', 'module', 'object']]);
  hooks.deregister();

  for (const [format, source, message] of [
    [null, '1', /Expected a string to be returned for the "format" from the "load" hook but got null/],
    ['wasm', 'text', /Expected array buffer, or typed array to be returned for the "source" from the "load" hook/],
  ]) {
    const bad = registerHooks({ load: (url, context, next) => (url.endsWith('?bad') ? { format, source, shortCircuit: true } : next(url, context)) });
    await assert.rejects(import(`${at('a.mjs')}?bad`), { code: 'ERR_INVALID_RETURN_PROPERTY_VALUE', message });
    bad.deregister();
  }
  const { stdout } = spawnSync(process.execPath, ['--conditions=mine', '-e', `
    require('module').registerHooks({ resolve(s, c, next) { console.log(c.conditions.join()); return next(s, c); } });
    require('os');`], { encoding: 'utf8' });
  assert.strictEqual(stdout, 'require,node,node-addons,mine,module-sync\n');
  fs.rmSync(dir, { recursive: true });
})();
