// SPDX-License-Identifier: MIT
// A package.json that is no object, or whose name or type is no text, is refused as in Node; --run says so in its words.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-package-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
fs.writeFileSync(path.join(dir, 'a.js'), 'console.log(1)');

function run(text, ...args) {
  fs.writeFileSync(path.join(dir, 'package.json'), text);
  return spawnSync(process.execPath, args, { encoding: 'utf8', cwd: dir });
}
for (const text of ['[]', '"x"', '5', 'null', '{"type":3}', '{"name":3}', '{"name":null}', '{']) {
  assert.match(run(text, 'a.js').stderr, /Invalid package config .*package\.json\./, text);
}
for (const text of ['{}', '{"type":"other"}', '{"main":5}', '{"name":""}']) assert.strictEqual(run(text, 'a.js').stdout, '1\n', text);
for (const text of ['[]', '5', 'null']) {
  const { status, stderr } = run(text, '--run', 'x');
  assert.strictEqual(status, 1);
  assert.match(stderr, /^Root value unexpected not an object for .*package\.json\n/);
}
