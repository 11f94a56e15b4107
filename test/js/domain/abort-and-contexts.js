// SPDX-License-Identifier: MIT
// --abort-on-uncaught-exception does not abort for what a domain takes, but for what its handler throws; promises of other
// contexts run in the domain, too, and do not lead into it.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const domain = require('node:domain');
const vm = require('node:vm');

process.exitCode = 1; // until all has happened

const run = (program) => spawnSync('sh', [
  '-c', 'ulimit -c 0; exec "$0" "$@"', process.execPath, '--abort-on-uncaught-exception', '-e', program,
], { encoding: 'utf8' });
const make = `const d = require('domain').create();`;

for (const throwing of ['process.nextTick(() => { throw new Error("x"); })', 'setTimeout(() => { throw new Error("x"); }, 1)',
                        'require("fs").stat("/", () => { throw new Error("x"); })', 'throw new Error("x")']) {
  const taken = run(`${make} d.on('error', (err) => console.log('took', err.message)); d.run(() => { ${throwing} });`);
  assert.deepStrictEqual([taken.status, taken.signal, taken.stdout], [0, null, 'took x\n'], taken.stderr);
}
const thrown = run(`${make} d.on('error', () => { throw new Error('y'); }); d.run(() => { throw new Error('x'); });`);
assert.ok(thrown.signal === 'SIGABRT' || thrown.signal === 'SIGTRAP', thrown.signal);
const captured = run(`process.setUncaughtExceptionCaptureCallback((err) => console.log(err.message)); throw new Error('x');`);
assert.deepStrictEqual([captured.status, captured.stdout], [0, 'x\n'], captured.stderr);
const nobody = run(`throw new Error('x')`);
assert.ok(nobody.signal === 'SIGABRT' || nobody.signal === 'SIGTRAP', nobody.signal);

const d = domain.create();
const early = vm.createContext({ process }); // before the hooks of promises are there
d.run(() => {
  for (const context of [early, vm.createContext({ process })]) {
    vm.runInContext(`
      var inside = [];
      const promise = Promise.resolve();
      inside.push(promise.domain);
      promise.then(() => { inside.push(process.domain); });`, context);
    Promise.resolve().then(() => assert.deepStrictEqual([...context.inside], [undefined, d])).then(() => { process.exitCode--; });
  }
});
process.exitCode = 2;
