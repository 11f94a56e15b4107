// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings
// No growth: contexts, scripts, WebAssembly, imports, modules loaded again, patterns, REPLs, inspector sessions, databases.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const vm = require('node:vm');
const { DatabaseSync } = require('node:sqlite');
const { PassThrough, Writable } = require('node:stream');
const { Session } = require('node:inspector');
const { noCreep } = require('../../fixtures/growth');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-memory-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const file = path.join(folder, 'a.js');
fs.writeFileSync(file, 'exports.a = 1;');
// (module (memory 1) (func (export "f")))
const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 7, 5, 1, 1, 102, 0, 0, 10, 4, 1, 2, 0, 11);

async function main() {
  await noCreep('contexts', () => {
    const context = vm.createContext({ a: 1 });
    vm.runInContext('var b = a + 1', context);
    assert.throws(() => vm.runInNewContext('throw new Error("x")'));
    assert.throws(() => vm.runInNewContext('for (;;);', {}, { timeout: 1 }));
  }, 15, 4000);
  await noCreep('scripts', () => {
    new vm.Script('1', { cachedData: new vm.Script('1').createCachedData() }).runInThisContext();
    vm.compileFunction('return 1')();
    assert.throws(() => new vm.Script('{'));
  }, 500, 100);
  await noCreep('WebAssembly', async () => {
    const module = await WebAssembly.compile(bytes);
    (await WebAssembly.instantiate(module)).exports.f();
    await WebAssembly.instantiateStreaming(new Response(bytes, { headers: { 'Content-Type': 'application/wasm' } }));
    assert.throws(() => new WebAssembly.Module(new Uint8Array(5)));
  }, 30, 2000);
  await noCreep('modules', async () => {
    await import('node:fs');
    await import(file);
    await import('none').catch(() => {});
    assert.throws(() => require('none'));
    delete require.cache[file];
    require(file);
    module.children.length = 0;
  }, 60, 1000);
  await noCreep('patterns', (i) => new URLPattern({ pathname: `/a/:id${i % 20}` }).exec(`http://x/a/${i}`), 1000);
  await noCreep('REPLs', () => {
    const output = new Writable({ write(chunk, encoding, done) { done(); } });
    require('node:repl').start({ input: new PassThrough(), output, terminal: false }).close();
  }, 15, 6000);
  await noCreep('inspector sessions', async () => {
    const session = new Session();
    session.connect();
    await new Promise((resolve) => { session.post('Runtime.evaluate', { expression: '({})' }, resolve); });
    session.disconnect();
  }, 100, 400);
  await noCreep('databases', () => {
    const database = new DatabaseSync(':memory:');
    database.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)');
    database.function('f', () => 1);
    for (const row of database.prepare('SELECT a, f() FROM t').iterate()) {
      assert.strictEqual(row.a, 1);
      break;
    }
    assert.throws(() => database.exec('no statement'));
  }, 100, 400);
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
