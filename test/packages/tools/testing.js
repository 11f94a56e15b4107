// Test runners and bundlers: mocha, jest, c8 and rollup by their own command-line programs, under `node` = Eddy.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run } = require('../lib.js');

const bin = (name) => path.join(__dirname, 'node_modules', name);

(async () => {
  const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-testing-')));
  const file = (name, text) => fs.writeFileSync(path.join(dir, name), text);
  fs.symlinkSync(process.execPath, path.join(dir, 'node'));
  const options = { cwd: dir, env: { ...process.env, PATH: `${dir}:${process.env.PATH}`, CI: '1' } };
  file('package.json', '{"name":"x","private":true}');
  file('sum.js', 'exports.sum = (a, b) => a + b;\nexports.unused = () => {\n  return 1;\n};\n');
  file('mocha.js', `
    const assert = require('assert'); const { sum } = require('./sum');
    describe('sum', () => { it('adds', () => assert.equal(sum(1, 2), 3)); it('waits', async () => { await null; }); });`);
  file('a.test.js', `
    const { sum } = require('./sum');
    test('adds', () => { expect(sum(1, 2)).toBe(3); expect({ a: [1] }).toMatchObject({ a: [1] }); });
    test('timers', () => {
      jest.useFakeTimers(); const fn = jest.fn(); setTimeout(fn, 1000); jest.advanceTimersByTime(1000);
      expect(fn).toHaveBeenCalledTimes(1);
    });`);
  file('main.mjs', "import { x } from './x.mjs'; console.log(x);");
  file('x.mjs', "export const x = 'bundled'; export const y = 'left out';");

  const mocha = await run(process.execPath, [bin('mocha/bin/mocha.js'), 'mocha.js'], options);
  assert.match(mocha.stdout, /2 passing/);
  const c8 = await run(process.execPath, [bin('c8/bin/c8.js'), 'node', bin('mocha/bin/mocha.js'), 'mocha.js'], options);
  assert.match(c8.stdout, /sum\.js +\| +75 \|/);
  const jest = await run(process.execPath, [bin('jest/bin/jest.js'), '--no-watchman', '--no-cache'], options);
  assert.match(jest.stderr, /Tests: +2 passed/);
  await run(process.execPath, [bin('rollup/dist/bin/rollup'), 'main.mjs', '-o', 'out.mjs', '--silent'], options);
  assert.ok(!fs.readFileSync(path.join(dir, 'out.mjs'), 'utf8').includes('left out'));
  assert.strictEqual((await run('node', ['out.mjs'], options)).stdout, 'bundled\n');
  fs.rmSync(dir, { recursive: true });
})();
