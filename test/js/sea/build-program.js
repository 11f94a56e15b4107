// `eddy build`: a program of several files becomes one executable, which needs none of them any more.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-sea-')));
const file = (name, text) => {
  fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
  fs.writeFileSync(path.join(dir, name), text);
};
const run = (program, ...args) => spawnSync(program, args, { cwd: dir, encoding: 'utf8' });

file('src/app.js', `
const { getAsset, getRawAsset, getAssetAsBlob, getAssetKeys, isSea } = require('node:sea');
const code = (fn) => { try { fn(); } catch (error) { return error.code; } };
const raw = getRawAsset('t');
new Uint8Array(raw)[0] = 0x48; // must not crash, nor change the file
const out = {
  lib: require('./lib').name, dep: require('dep'), data: require('./data.json'), sea: isSea(), keys: getAssetKeys(),
  copy: getAsset('e').byteLength, text: getAsset('t', 'utf8'), blob: getAssetAsBlob('t', { type: 'text/plain' }).type,
  argv: process.argv.slice(1), execArgv: process.execArgv, main: require.main === module,
  missing: code(() => require('./missing')), asset: code(() => getAsset('none')), type: code(() => getAsset(1)),
};
import('./esm.mjs').then((esm) => console.log(JSON.stringify({ ...out, esm: esm.default })));
`);
file('src/lib/index.js', 'exports.name = "lib";');
file('src/data.json', '[1]');
file('src/esm.mjs', 'import { name } from "./lib/index.js"; import dep from "dep"; export default [name, dep];');
file('src/node_modules/dep/package.json', '{ "exports": { "import": "./esm.mjs", "require": "./cjs.js" } }');
file('src/node_modules/dep/cjs.js', 'module.exports = "dep cjs";');
file('src/node_modules/dep/esm.mjs', 'export default "dep esm";');
file('t.txt', 'hello');
file('empty', '');

const built = run(process.execPath, 'build', 'src/app.js', '-o', 'app', '--asset', 't=t.txt', '--asset', 'e=empty',
                  '--option=--no-warnings');
assert.strictEqual(built.status, 0, built.stderr);
assert.match(built.stderr, /not included: \.\/missing/);
fs.rmSync(path.join(dir, 'src'), { recursive: true });
const app = path.join(dir, 'app');
for (let i = 0; i < 2; i++) {
  const { stdout, stderr } = run(app, '--version', 'x');
  assert.strictEqual(stderr, '');
  assert.deepStrictEqual(JSON.parse(stdout), {
    lib: 'lib', dep: 'dep cjs', data: [1], sea: true, keys: ['t', 'e'], copy: 0, text: 'Hello', blob: 'text/plain',
    argv: [app, '--version', 'x'], execArgv: ['--no-warnings'], main: true, missing: 'MODULE_NOT_FOUND',
    asset: 'ERR_SINGLE_EXECUTABLE_APPLICATION_ASSET_NOT_FOUND', type: 'ERR_INVALID_ARG_TYPE', esm: ['lib', 'dep esm'],
  });
}

// An executable that has been cut says so.
fs.truncateSync(app, fs.statSync(app).size - 1);
const cut = run(app);
assert.strictEqual(cut.status, 1);
assert.match(cut.stderr, /damaged/);

// A script of that name keeps its right.
file('build/index.js', 'console.log("own build");');
assert.strictEqual(run(process.execPath, 'build').stdout, 'own build\n');
fs.rmSync(dir, { recursive: true });
