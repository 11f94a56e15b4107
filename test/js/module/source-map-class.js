// SPDX-License-Identifier: MIT
// module.SourceMap on maps that are not as they should be, and what getSourceMapsSupport() tells.
'use strict';

const assert = require('node:assert');
const module_ = require('node:module');
const { SourceMap } = module_;

const base = { version: 3, sources: ['a.js', 'b.js'], names: ['n'], mappings: 'AAAAA,IAAI' };
const entry = (map, line = 0, column = 0) => {
  const { originalSource, originalLine, originalColumn, name } = new SourceMap(map).findEntry(line, column);
  return [originalSource, originalLine, originalColumn, name];
};
assert.deepStrictEqual(entry(base), ['a.js', 0, 0, 'n']);
assert.deepStrictEqual(entry(base, 0, 4), ['a.js', 0, 4, 'n']); // the fields missing at the end count as 0
assert.deepStrictEqual(entry({ ...base, mappings: 'AA' }), ['a.js', 0, 0, 'n']);
assert.deepStrictEqual(entry({ ...base, mappings: '!!!!' }), ['a.js', 0, 0, 'n']);
assert.deepStrictEqual(entry({ ...base, mappings: 'AAAA;' }), ['a.js', 0, 0, undefined]);
assert.deepStrictEqual(new SourceMap({ ...base, mappings: '' }).findEntry(0, 0), {});
assert.deepStrictEqual(entry({ ...base, sourceRoot: 'root/' }), ['a.js', 0, 0, 'n']); // the class does not apply it
assert.throws(() => new SourceMap({}), TypeError);

// payload: as it was given, lists copied.
const payload = { version: 3, sources: ['a'], mappings: 'AAAA', x_own: [1] };
const map = new SourceMap(payload);
assert.deepStrictEqual(map.payload, payload);
map.payload.x_own.push(2);
assert.deepStrictEqual(map.payload.x_own, [1]);

for (const [given, told] of [
  [[true], [true, false, false]], [[true, { nodeModules: true }], [true, true, false]], [[true, { generatedCode: true }], [true, false, true]],
  [[false], [false, false, false]],
]) {
  module_.setSourceMapsSupport(...given);
  const { enabled, nodeModules, generatedCode } = module_.getSourceMapsSupport();
  assert.deepStrictEqual([enabled, nodeModules, generatedCode], told);
  assert.strictEqual(process.sourceMapsEnabled, enabled);
}
process.setSourceMapsEnabled(true);
assert.ok(module_.getSourceMapsSupport().generatedCode);
process.setSourceMapsEnabled(false);
assert.ok(!module_.getSourceMapsSupport().generatedCode);
