// SPDX-License-Identifier: MIT
// Older packages (builtin-modules 1, build configurations) take the list of builtin modules from process.binding('natives').
'use strict';
const assert = require('assert');
const { builtinModules } = require('module');

const natives = process.binding('natives');
for (const id of ['assert', 'child_process', 'fs', 'fs/promises', 'http', 'process', 'timers', 'zlib']) {
  assert.ok(Object.keys(natives).includes(id), id);
  assert.strictEqual(typeof natives[id], 'string');
}
assert.match(natives.fs, /module\.exports/);
const usual = builtinModules.filter((id) => !id.includes(':') && !id.includes('/'));
assert.deepStrictEqual(usual.filter((id) => !(id in natives)), []);

const config = process.binding('config');
assert.deepStrictEqual([config.bits, config.hasIntl, config.hasOpenSSL, config.hasInspector, config.isDebugBuild],
  [64, true, true, true, false]);

// Those that Node has no longer are looked for, and otherwise gone without.
for (const id of ['async_wrap', 'crypto', 'http_parser', 'signal_wrap', 'url', 'v8', 'evals']) {
  assert.throws(() => process.binding(id), { message: `No such module: ${id}` });
}
