// SPDX-License-Identifier: MIT
// A home directory that is not there is not made for the sake of the transform cache; one that is there gets the cache.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-home-'));
const file = path.join(dir, 'a.ts');
fs.writeFileSync(file, 'enum Colour { Red = 3 }\nconsole.log(Colour.Red);\n');
const home = path.join(dir, 'home');
const run = () => {
  const env = { ...process.env, HOME: home };
  delete env.XDG_CACHE_HOME;
  delete env.EDDY_TRANSFORM_CACHE;
  delete env.NODE_DISABLE_COMPILE_CACHE;
  const { stdout, stderr } = spawnSync(process.execPath, [file], { env, encoding: 'utf8' });
  assert.strictEqual(stdout, '3\n', stderr);
};

run();
assert.ok(!fs.existsSync(home));
fs.mkdirSync(home);
run();
assert.strictEqual(fs.readdirSync(path.join(home, '.cache', 'eddy')).length, 1);
fs.rmSync(dir, { recursive: true });
