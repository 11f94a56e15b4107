// SPDX-License-Identifier: MIT
// Programs with a question() of their own, or that ask whether one is open, use _questionCallback and _oldPrompt.
'use strict';
const assert = require('assert');
const { PassThrough } = require('stream');
const readline = require('readline');

const input = new PassThrough();
const rl = readline.createInterface({ input, output: new PassThrough(), prompt: '> ' });
assert.ok(!rl._questionCallback);

rl.question = function question(query, callback) {
  assert.ok(!rl._questionCallback);
  rl._oldPrompt = rl._prompt;
  rl.setPrompt(query);
  rl._questionCallback = callback;
  rl.prompt();
};
const answers = [];
rl.question('name? ', (name) => {
  answers.push(name);
  assert.strictEqual(rl._questionCallback, null);
  assert.strictEqual(rl.getPrompt(), '> ');
  readline.Interface.prototype.question.call(rl, 'age? ', (age) => {
    answers.push(age);
    rl.question('lost? ', () => assert.fail('given up'));
    rl._questionCallback = null;
  });
  assert.strictEqual(typeof rl._questionCallback, 'function');
  assert.strictEqual(rl._oldPrompt, '> ');
});
rl.on('line', (line) => {
  answers.push(`line ${line}`);
  rl.close();
});
input.write('Ann\n42\nx\n');
process.on('exit', () => assert.deepStrictEqual(answers, ['Ann', '42', 'line x']));
