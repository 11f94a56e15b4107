// SPDX-License-Identifier: MIT
// When "Cannot find module" ends the program, a line below says what may have been meant; the error itself is
// Node's.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-hint-')));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
fs.mkdirSync(path.join(folder, 'lib', 'sub'), { recursive: true });
for (const name of ['lib/button.js', 'lib/view.ts', 'lib/sub/index.mjs', 'local.js']) fs.writeFileSync(path.join(folder, name), '');
fs.writeFileSync(path.join(folder, 'package.json'), '{"dependencies":{"express":"5"}}');

function hint(code, type = 'commonjs') {
  const { stderr, status } = spawnSync(process.execPath, [`--input-type=${type}`, '-e', code], { cwd: folder, encoding: 'utf8' });
  assert.strictEqual(status, 1);
  assert.match(stderr, /Cannot find (?:module|package) '/);
  return /\n\nHint: (.+)\n\nNode\.js/.exec(stderr)?.[1];
}

assert.strictEqual(hint('require("./lib/Button.js")'), "the name is spelled './lib/button.js': upper and lower case differ.");
assert.strictEqual(hint('require("./lib/view")'), "the file is called './lib/view.ts'. Did you forget the extension?");
assert.strictEqual(hint('require("./lib/buton.js")'), "did you mean './lib/button.js'?");
assert.strictEqual(hint('require("./lob/button.js")'), "did you mean './lib/button.js'?");
assert.strictEqual(hint('require("./lib/button.ts")'), "did you mean './lib/button.js'?");
assert.strictEqual(hint('require("./lib/sub")'), "'./lib/sub' is a directory. Did you mean './lib/sub/index.mjs'?");
assert.strictEqual(hint('require("express")'), `'express' is among the dependencies in ${folder}/package.json, but not installed. Run npm install.`);
assert.strictEqual(hint('require("expres")'), "did you mean 'express'?");
assert.strictEqual(hint('require("local")'), "files need a path: did you mean './local.js'?");
assert.strictEqual(hint('import "./lib/view.js"', 'module'), "did you mean './lib/view.ts'?");
assert.strictEqual(hint('require("htps")'), "did you mean 'node:https'?");
for (const name of ['test', 'sqlite', 'test/reporters']) assert.strictEqual(hint(`require("${name}")`), `did you mean 'node:${name}'?`);
assert.strictEqual(hint('require("quite-something-else")'), undefined);
try {
  require('./nowhere');
} catch (error) {
  assert.strictEqual(error.message, `Cannot find module './nowhere'\nRequire stack:\n- ${__filename}`);
}
