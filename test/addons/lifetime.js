// SPDX-License-Identifier: MIT
// Flags: --expose-gc
// Instance data of each environment, type tags, weak references; at the end of a thread and of the process: cleanup hooks
// backwards, then what still has a finalizer, instance data last.
'use strict';
const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const { Worker } = require('node:worker_threads');
const { fileOf, load } = require('./load');
const addon = load('lifetime');

if (process.argv[2] === 'ends') {
  const source = `const addon = require(${JSON.stringify(fileOf('lifetime'))});
    console.log('worker', addon.count()); addon.hooks(globalThis.kept = {});`;
  new Worker(source, { eval: true }).once('exit', (code) => {
    console.log('worker ended', code, addon.count());
    addon.hooks(globalThis.kept = {});
  });
} else {
  const ends = ['last', 'asynchronous', 'first', 'wrapped', 'instance data'];
  const output = execFileSync(process.execPath, [__filename, 'ends'], { encoding: 'utf8' });
  const at = output.indexOf('worker ended');
  assert.deepStrictEqual(output.slice(at).trim().split('\n'), ['worker ended 0 1', ...ends]);
  // What the worker's console has said comes over the main thread, and may come later than what its hooks say.
  assert.deepStrictEqual(output.slice(0, at).trim().split('\n').filter((line) => line !== 'worker 1'), ends);

  const object = {};
  assert.deepStrictEqual([addon.tag(object, 0), addon.tag(object, 0), addon.tag(object, 1)], [0, 1, 1]);
  assert.deepStrictEqual([addon.isTagged(object, 0), addon.isTagged(object, 1), addon.isTagged({}, 0)], [true, false, false]);
  assert.deepStrictEqual([addon.count(), addon.count(), require(fileOf('lifetime')).count()], [1, 2, 3]);

  let target = {};
  addon.hold(target);
  assert.strictEqual(addon.held(), target);
  target = null;
  let turns = 0;
  (function again() {
    gc();
    if (addon.held() === undefined) return;
    assert(turns++ < 50, 'a weak reference kept its target');
    setImmediate(again);
  })();
}
