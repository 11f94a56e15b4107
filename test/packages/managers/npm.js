// npm on Eddy: install, test, ci, workspaces, npx; the lock file is the one that npm writes under node.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { project, writeApp } = require('./lib/registry.js');

(async () => {
  const at = await project('npm');
  const npm = (where, ...args) => at.tool('npm/bin/npm-cli.js', where, args);
  writeApp(at, 'app');
  await npm('app', 'install', 'express@5.1.0');
  assert.match((await npm('app', 'test')).stdout, /answer \{"ok":true\} true/);
  assert.strictEqual(fs.realpathSync((await npm('app', 'run', '-s', 'where')).stdout.trim()), fs.realpathSync(process.execPath));

  // The same by the node that is installed, if it is one that this npm runs on.
  writeApp(at, 'other');
  const real = process.env.PATH.split(':').map((dir) => path.join(dir, 'node')).find((file) => fs.existsSync(file));
  const same = real && await at.tool('npm/bin/npm-cli.js', 'other', ['install', '--package-lock-only', 'express@5.1.0'], real).catch(() => undefined);
  if (same) assert.strictEqual(at.read('app/package-lock.json'), at.read('other/package-lock.json'));

  fs.rmSync(path.join(at.dir, 'app/node_modules'), { recursive: true });
  await npm('app', 'ci');
  assert.match((await npm('app', 'ls', '--depth=0')).stdout, /express@5\.1\.0/);
  assert.match((await at.tool('npm/bin/npx-cli.js', 'app', ['-y', 'semver@7.7.2', '1.2.3', '-i', 'minor'])).stdout, /^1\.3\.0\n/);

  writeApp(at, 'mono', { workspaces: ['packages/*'] });
  at.file('mono/packages/a/package.json', '{"name":"a","version":"1.0.0","main":"a.js","scripts":{"test":"node -p \'`a of ${process.release.name}`\'"}}');
  at.file('mono/packages/a/a.js', 'module.exports = "from a";');
  at.file('mono/packages/b/package.json', '{"name":"b","version":"1.0.0","dependencies":{"a":"^1.0.0","ms":"2.1.3"},"scripts":{"test":"node b.js"}}');
  at.file('mono/packages/b/b.js', 'console.log(require("a"), require("ms")("1h"));');
  await npm('mono', 'install');
  assert.match((await npm('mono', 'test', '--workspaces')).stdout, /a of node[^]*from a 3600000/);

  // A failing script: its exit code, its output.
  at.file('bad/package.json', '{"name":"bad","scripts":{"test":"node -e \\"process.exit(3)\\""}}');
  await assert.rejects(npm('bad', 'test'), (error) => error.code === 3);
  await npm('app', 'pack', '--silent');
  assert.ok(fs.existsSync(path.join(at.dir, 'app/app-1.0.0.tgz')));
  at.remove();
})();
