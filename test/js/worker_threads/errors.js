// SPDX-License-Identifier: MIT
'use strict';
const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

function run(code, options) {
  return new Promise((resolve) => {
    let thrown;
    new Worker(code, { eval: true, ...options })
      .on('error', (error) => { thrown = error; })
      .on('exit', (exitCode) => resolve([thrown, exitCode]));
  });
}

(async () => {
  const [error, code] = await run('throw Object.assign(new RangeError("x", { cause: 1 }), { extra: [1] })');
  assert(error instanceof RangeError);
  assert.deepStrictEqual([error.message, error.extra, error.cause, code], ['x', [1], 1, 1]);

  assert.deepStrictEqual(await run('process.exit(7)'), [undefined, 7]);
  assert.strictEqual((await run('Promise.reject(new TypeError("late"))'))[0].message, 'late');
  assert.deepStrictEqual(await run('process.on("uncaughtException", () => {}); null.x'), [undefined, 0]);

  const heavy = 'const all = []; for (;;) all.push(new Array(1e4).fill(1.5));';
  const [limit] = await run(heavy, { resourceLimits: { maxOldGenerationSizeMb: 16 } });
  assert.strictEqual(limit.code, 'ERR_WORKER_OUT_OF_MEMORY');
})();
