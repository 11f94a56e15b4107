// SPDX-License-Identifier: MIT
// Flags: --experimental-vm-modules --no-warnings
// link() takes as many turns of the microtask queue as in Node.
'use strict';
const assert = require('assert');
const vm = require('vm');

async function turns(promise) {
  let count = 0, settled = false;
  promise.then(() => { settled = true; }, () => { settled = true; });
  for (; !settled; count++) await null;
  return count;
}

(async () => {
  const empty = () => new vm.SyntheticModule([], () => {});
  assert.strictEqual(await turns(new vm.SourceTextModule('').link(empty)), 3);
  assert.strictEqual(await turns(new vm.SourceTextModule('import "a"; import "b"').link(empty)), 7);
  assert.strictEqual(await turns(new vm.SourceTextModule('import "a"').link(() => { throw new Error('no'); })), 2);
  assert.strictEqual(empty().link(empty), undefined);

  // Deep graphs, and cycles.
  const modules = { a: new vm.SourceTextModule('import "b"; export default 1'), b: new vm.SourceTextModule('import "a"; import "c"'),
    c: new vm.SourceTextModule('import x from "a"; export const y = () => x') };
  const asked = [];
  await modules.a.link((name) => {
    asked.push(name);
    return modules[name];
  });
  await modules.a.evaluate();
  assert.deepStrictEqual(asked, ['b', 'a', 'c', 'a']);
  assert.strictEqual(modules.c.namespace.y(), 1);
})();
