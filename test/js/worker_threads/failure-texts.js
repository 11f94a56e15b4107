// SPDX-License-Identifier: MIT
// What a Worker tells of its failure: a symbol that was thrown, options in NODE_OPTIONS that a thread cannot have.
'use strict';

const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

let told = 0;
new Worker('throw Symbol("mine")', { eval: true }).on('error', (error) => {
  told++;
  assert.strictEqual(error, Symbol.for('mine'));
});
process.on('exit', () => assert.strictEqual(told, 1));

for (const [options, text] of [['--title=x', '--title='], ['--no-such-option', '--no-such-option']]) {
  assert.throws(() => new Worker('', { eval: true, env: { NODE_OPTIONS: options } }), {
    code: 'ERR_WORKER_INVALID_EXEC_ARGV',
    message: `Initiated Worker with invalid NODE_OPTIONS env variable: ${text} is not allowed in NODE_OPTIONS`,
  });
}
