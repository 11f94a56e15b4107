// pnpm on Eddy: add, test, a frozen lock file, a workspace, dlx.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { project, writeApp } = require('./lib/registry.js');

(async () => {
  const at = await project('pnpm');
  const pnpm = (where, ...args) => at.tool('pnpm/bin/pnpm.cjs', where, args);
  writeApp(at, 'app');
  await pnpm('app', 'add', 'express@5.1.0');
  assert.ok(fs.lstatSync(path.join(at.dir, 'app/node_modules/express')).isSymbolicLink());
  assert.match((await pnpm('app', 'test')).stdout, /answer \{"ok":true\} true/);
  const lock = at.read('app/pnpm-lock.yaml');
  fs.rmSync(path.join(at.dir, 'app/node_modules'), { recursive: true });
  await pnpm('app', 'install', '--frozen-lockfile', '--offline');
  assert.strictEqual(at.read('app/pnpm-lock.yaml'), lock);
  assert.match((await pnpm('app', 'dlx', 'semver@7.7.2', '1.2.3', '-i', 'minor')).stdout, /^1\.3\.0\n/);

  at.file('mono/pnpm-workspace.yaml', 'packages:\n  - packages/*\n');
  at.file('mono/package.json', '{"name":"mono","private":true}');
  at.file('mono/packages/a/package.json', '{"name":"a","version":"1.0.0","main":"a.js"}');
  at.file('mono/packages/a/a.js', 'module.exports = "from a";');
  at.file('mono/packages/b/package.json', '{"name":"b","version":"1.0.0","dependencies":{"a":"workspace:*","ms":"2.1.3"},"scripts":{"test":"node b.js"}}');
  at.file('mono/packages/b/b.js', 'console.log(require("a"), require("ms")("1h"));');
  await pnpm('mono', 'install');
  assert.match((await pnpm('mono', '-r', 'test')).stdout, /from a 3600000/);
  at.remove();
})();
