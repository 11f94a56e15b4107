// yarn on Eddy, classic and berry: add, test, a frozen lock file, workspaces, dlx; berry with node_modules and with Plug'n'Play.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { project, writeApp } = require('./lib/registry.js');

async function classic(at) {
  const yarn = (where, ...args) => at.tool('yarn/bin/yarn.js', where, ['--non-interactive', ...args]);
  writeApp(at, 'app');
  await yarn('app', 'add', '--exact', 'express@5.1.0');
  assert.match((await yarn('app', 'test')).stdout, /answer \{"ok":true\} true/);
  const lock = at.read('app/yarn.lock');
  fs.rmSync(path.join(at.dir, 'app/node_modules'), { recursive: true });
  await yarn('app', 'install', '--frozen-lockfile', '--offline');
  assert.strictEqual(at.read('app/yarn.lock'), lock);
}

async function berry(at, linker) {
  const where = `berry-${linker}`;
  const yarn = (...args) => at.tool('@yarnpkg/cli-dist/bin/yarn.js', where, args);
  writeApp(at, where, { workspaces: ['packages/*'] });
  at.file(`${where}/yarn.lock`, '');
  at.file(`${where}/.yarnrc.yml`, `nodeLinker: ${linker}\npnpEnableEsmLoader: true\n`);
  at.file(`${where}/test.js`, 'console.log(require("semver").inc("1.2.3", "minor"), require.resolve("semver"));');
  at.file(`${where}/packages/a/package.json`, '{"name":"a","version":"1.0.0","main":"a.js"}');
  at.file(`${where}/packages/a/a.js`, 'module.exports = "from a";');
  at.file(`${where}/packages/b/package.json`, '{"name":"b","version":"1.0.0","dependencies":{"a":"workspace:*","ms":"2.1.3"},"scripts":{"hello":"node b.mjs"}}');
  at.file(`${where}/packages/b/b.mjs`, 'import a from "a"; import ms from "ms"; console.log(a, ms("1h"));');
  await yarn('add', 'semver@7.7.2');
  assert.strictEqual(fs.existsSync(path.join(at.dir, where, '.pnp.cjs')), linker === 'pnp');
  assert.match((await yarn('test')).stdout, linker === 'pnp' ? /^1\.3\.0 .*\.zip/m : /^1\.3\.0 /m);
  assert.match((await yarn('workspace', 'b', 'run', 'hello')).stdout, /from a 3600000/);
  const lock = at.read(`${where}/yarn.lock`);
  await yarn('install', '--immutable');
  assert.strictEqual(at.read(`${where}/yarn.lock`), lock);
  assert.match((await yarn('dlx', '-q', 'semver@7.7.2', '1.2.3', '-i', 'minor')).stdout, /1\.3\.0\n/);
}

(async () => {
  const at = await project('yarn');
  await classic(at);
  await berry(at, 'node-modules');
  await berry(at, 'pnp');
  at.remove();
})();
