// SPDX-License-Identifier: MIT
// CommonJS words in ES modules: the source line, and what to write instead; in a file whose syntax alone makes it an ES
// module (top-level await), that both readings are possible.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-mixups-')));
process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));

function errorOf(name, text) {
  fs.writeFileSync(path.join(dir, name), text);
  return spawnSync(process.execPath, [name], { cwd: dir, encoding: 'utf8' }).stderr;
}

for (const [name, text, message, caret] of [
  ['a.mjs', 'const fs = require("fs")', 'require is not defined in ES module scope, you can use import instead', 11],
  ['b.mjs', 'module.exports = 1', 'module is not defined in ES module scope', 0],
  ['c.mjs', 'let d = __dirname', '__dirname is not defined in ES module scope', 8],
  ['d.js', 'const x = require("fs"); await 1', "Cannot determine intended module format because both 'require' and " +
    'top-level await are present. If the code is intended to be CommonJS, wrap await in an async function. If the code is ' +
    'intended to be an ES module, replace require() with import.', 10],
  ['e.js', 'exports.a = 1; await 1', "Cannot determine intended module format because both 'exports' and top-level await " +
    'are present. If the code is intended to be CommonJS, wrap await in an async function. If the code is intended to be ' +
    'an ES module, use export instead of module.exports/exports.', 0],
]) {
  const stderr = errorOf(name, text);
  assert.ok(stderr.startsWith(`file://${dir}/${name}:1\n${text}\n${' '.repeat(caret)}^\n\nReferenceError: ${message}\n    at `), stderr);
  assert.strictEqual(stderr.includes("code: 'ERR_AMBIGUOUS_MODULE_SYNTAX'"), name.endsWith('.js'), stderr);
}

fs.writeFileSync(path.join(dir, 'tla.mjs'), 'await 1;');
assert.ok(errorOf('f.cjs', 'require("./tla.mjs")').includes(`Require stack:\n- ${dir}/f.cjs\n`));
for (const [reason, text] of [['"str"', 'str'], ['{ a: 1 }', '#<Object>'], ['[1]', '[object Array]'], ['1n', '1'],
                              ['Symbol("s")', 'Symbol(s)'], ['new Map()', '#<Map>'], ['Object.create(null)', '[object Object]']]) {
  assert.ok(errorOf('g.js', `Promise.reject(${reason})`).includes(`rejected with the reason "${text}".`), reason);
}
