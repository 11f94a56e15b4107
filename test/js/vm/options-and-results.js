// SPDX-License-Identifier: MIT
// What vm's functions take as options and what they give back.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const vm = require('node:vm');

assert.throws(() => vm.runInNewContext('1', {}, { microtaskMode: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => vm.runInNewContext('1', {}, { microtaskMode: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
for (const options of [1, [], null]) assert.strictEqual(vm.runInNewContext('1', {}, options), 1);

const { sourceURL, sourceMapURL } = new vm.Script('1\n//# sourceURL=a.js\n//# sourceMappingURL=a.map');
assert.deepStrictEqual([sourceURL, sourceMapURL], ['a.js', 'a.map']);
assert.deepStrictEqual(Object.keys(new vm.Script('1')), ['sourceURL', 'sourceMapURL']);
assert.deepStrictEqual(Object.keys(vm.compileFunction('1\n//# sourceMappingURL=a.map')), []);
assert.deepStrictEqual(Object.keys(vm.compileFunction('1', [], { produceCachedData: true })), ['cachedDataProduced', 'cachedData']);
for (const name of ['a b', '...a', 'a = 1', '{a}', '']) assert.throws(() => vm.compileFunction('1', [name]), { name: 'SyntaxError' });
assert.throws(() => vm.compileFunction('}', []), { name: 'SyntaxError', message: 'Unexpected token \'}\'' });
assert.deepStrictEqual(Object.keys(vm.constants), ['USE_MAIN_CONTEXT_DEFAULT_LOADER', 'DONT_CONTEXTIFY']);

// A linker that throws leaves the module linking; one whose promise rejects makes it fail.
const script = `
  const { SourceTextModule, constants } = require('vm');
  (async () => {
    const status = async (linker) => {
      const m = new SourceTextModule('import "a"');
      await m.link(linker).catch(() => {});
      return m.status;
    };
    console.log(await status(() => { throw 1; }), await status(async () => { throw 1; }), await status(() => 3));
    await new SourceTextModule('import "a" with { b: "c" }').link((...args) => {
      console.log(Object.getPrototypeOf(args[2]) === Object.prototype, Object.keys(args[2]).join(), args[2].attributes.b);
      return new SourceTextModule('1');
    });
    try {
      new SourceTextModule('1', { importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER });
    } catch (error) {
      console.log(error.code);
    }
  })();`;
const { stdout } = spawnSync(process.execPath, ['--no-warnings', '--experimental-vm-modules', '-e', script], { encoding: 'utf8' });
assert.strictEqual(stdout, 'linking errored errored\ntrue attributes,assert c\nERR_INVALID_ARG_TYPE\n');
