// Test runners and watchers: vitest, ava, uvu, nodemon on a small project each, `node` = Eddy.
'use strict';
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');
const { run } = require('../lib.js');
const { project } = require('./lib/project.js');

const bin = (name) => path.join(__dirname, 'node_modules', name);
const failed = (text) => (error) => `${error.stdout}${error.stderr}`.includes(text);

async function vitest({ file, options }) {
  file('vite/package.json', '{"name":"v","private":true,"type":"module"}');
  file('vite/sum.ts', 'export const sum = (a: number, b: number): number => a + b;\nexport default { now: () => Date.now() };\n');
  file('vite/sum.test.ts', `
    import { describe, expect, it, vi } from 'vitest';
    import { sum } from './sum';
    vi.mock('./other', () => ({ value: 'mocked' }));
    describe('sum', () => {
      it('adds', () => expect(sum(1, 2)).toBe(3));
      it('mocks modules', async () => expect((await import('./other')).value).toBe('mocked'));
      it('fakes timers', () => {
        vi.useFakeTimers();
        const fn = vi.fn();
        setTimeout(fn, 1000);
        vi.advanceTimersByTime(1000);
        expect(fn).toHaveBeenCalledOnce();
        vi.useRealTimers();
      });
      it('keeps snapshots', () => expect({ a: [1] }).toMatchInlineSnapshot(\`
        {
          "a": [
            1,
          ],
        }
      \`));
    });`);
  file('vite/other.ts', 'export const value = "real";\n');
  const at = { ...options, cwd: path.join(options.cwd, 'vite') };
  for (const pool of ['forks', 'threads']) {
    const { stdout } = await run(process.execPath, [bin('vitest/vitest.mjs'), 'run', '--pool', pool], at);
    assert.match(stdout, /Tests +4 passed/);
  }
  file('vite/bad.test.ts', 'import { expect, it } from "vitest";\nit("fails", () => expect(1).toBe(2));\n');
  await assert.rejects(run(process.execPath, [bin('vitest/vitest.mjs'), 'run', 'bad'], at), failed('expected 1 to be 2'));
}

async function ava({ file, options }) {
  file('ava/package.json', '{"name":"a","private":true,"type":"module"}');
  file('ava/a.test.js', `
    import test from 'ava';
    test('adds', (t) => t.is(1 + 2, 3));
    test('waits', async (t) => { await null; t.deepEqual({ a: [1] }, { a: [1] }); });`);
  const at = { ...options, cwd: path.join(options.cwd, 'ava') };
  for (const more of [[], ['--no-worker-threads']]) {
    const { stdout } = await run(process.execPath, [bin('ava/entrypoints/cli.mjs'), ...more], at);
    assert.match(stdout, /2 tests passed/);
  }
}

async function uvu({ file, options }) {
  file('uvu/package.json', '{"name":"u","private":true}');
  file('uvu/a.js', `
    const { test } = require('uvu');
    test('adds', () => { if (1 + 2 !== 3) throw new Error('no'); });
    test.run();`);
  assert.match((await run(process.execPath, [bin('uvu/bin.js'), '.', 'a.js'], { ...options, cwd: path.join(options.cwd, 'uvu') })).stdout, /Passed: +1/);
}

// Starts a program again when a file changes.
async function nodemon({ file, options }) {
  file('mon/app.js', 'console.log(`version ${require("./version.json").n}`);\nsetInterval(() => {}, 1000);\n');
  file('mon/version.json', '{"n":1}');
  const child = spawn(process.execPath, [bin('nodemon/bin/nodemon.js'), '--watch', '.', '--ext', 'js,json', 'app.js'], { ...options, cwd: path.join(options.cwd, 'mon') });
  let text = '';
  let change;
  for await (const chunk of child.stdout) {
    text += chunk;
    // Again and again: the program may say its version before nodemon watches.
    if (/version 1\n/.test(text)) change ??= setInterval(() => file('mon/version.json', '{"n":2}'), 300);
    if (/version 2\n/.test(text)) break;
  }
  clearInterval(change);
  assert.match(text, /restarting due to changes[^]*version 2/);
  child.kill('SIGINT');
  await once(child, 'exit');
}

(async () => {
  const where = project('runners');
  await Promise.all([vitest(where).then(() => ava(where)), uvu(where).then(() => nodemon(where))]);
  where.remove();
})();
