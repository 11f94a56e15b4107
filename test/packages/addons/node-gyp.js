// node-gyp, run by Eddy, builds addons against the headers that `make install` puts in place: C, C++ over node-addon-api, libuv.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run } = require('../lib.js');

const built = path.dirname(process.execPath);
if (!fs.existsSync(path.join(built, 'cmake_install.cmake'))) {
  console.log('this Eddy does not lie in a build folder');
  process.exit(77);
}

(async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-gyp-'));
  try {
    await run('cmake', ['--install', built, '--prefix', path.join(folder, 'installed')]);
    const home = path.join(folder, 'addon'), bin = path.join(folder, 'bin');
    fs.cpSync(path.join(__dirname, 'addon'), home, { recursive: true });
    fs.symlinkSync(path.join(__dirname, 'node_modules'), path.join(home, 'node_modules'));
    fs.mkdirSync(bin); // binding.gyp asks `node` where node-addon-api is
    fs.symlinkSync(process.execPath, path.join(bin, 'node'));
    const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, HOME: folder, npm_config_nodedir: path.join(folder, 'installed/include/eddy') };
    const gyp = path.join(__dirname, 'node_modules/node-gyp/bin/node-gyp.js');
    const { stderr } = await run(process.execPath, [gyp, 'rebuild', '-j', '2'], { cwd: home, env });
    assert.match(stderr, /gyp info ok/);
    const addon = (name) => require(path.join(home, 'build/Release', `${name}.node`));

    const plain = addon('plain');
    assert.strictEqual(plain.greet('world'), 'hello world');
    assert.throws(() => plain.greet(1), { name: 'TypeError', code: 'ERR_MINE', message: 'a string is wanted' });
    assert.strictEqual(plain.major, Number(process.versions.node.split('.')[0]));

    const { Counter, sum } = addon('wrapped');
    assert.strictEqual(new Counter(40).add(1).add(1).value, 42);
    assert.throws(() => new Counter(1).add('x'), { name: 'RangeError', message: 'a number is wanted' });
    assert.strictEqual(await sum(100_000), 5_000_050_000n);
    await assert.rejects(sum(0), { message: 'nothing to add' });

    const loop = addon('loop');
    assert.strictEqual(loop.version, process.versions.uv);
    assert.strictEqual(await new Promise((resolve) => loop.later(resolve)), 42);

    fs.writeFileSync(path.join(home, 'plain.c'), '#include <node.h>\n');
    await assert.rejects(run(process.execPath, [gyp, 'build'], { cwd: home, env }), { stderr: /Eddy loads addons that use Node-API/ });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
})();
