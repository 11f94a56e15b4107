// SPDX-License-Identifier: MIT
// An Interface has the names with an underscore that Node's has, and no others: programs and subclasses have their own.
'use strict';

const assert = require('node:assert');
const readline = require('node:readline');
const { PassThrough } = require('node:stream');

const nodes = new Set(['_addHistory', '_deleteLeft', '_deleteLineLeft', '_deleteLineRight', '_deleteRight', '_deleteWordLeft',
  '_deleteWordRight', '_getCursorPos', '_getDisplayPos', '_historyNext', '_historyPrev', '_insertString', '_line', '_line_buffer',
  '_moveCursor', '_normalWrite', '_oldPrompt', '_onLine', '_previousKey', '_questionCallback', '_refreshLine', '_sawReturnAt',
  '_setRawMode', '_tabComplete', '_ttyWrite', '_wordLeft', '_wordRight', '_writeToOutput']);
const others = new Set(['_decoder', '_prompt', '_sawKeyPress']);
const rl = readline.createInterface({ input: new PassThrough(), output: new PassThrough(), terminal: true });
for (const name of nodes) assert.ok(name in rl, name);
for (let object = Object.getPrototypeOf(rl); object !== Object.prototype; object = Object.getPrototypeOf(object)) {
  if (object.constructor.name !== 'Interface') continue;
  for (const name of Object.getOwnPropertyNames(object)) {
    if (name[0] === '_') assert.ok(nodes.has(name) || others.has(name), name);
  }
}
assert.strictEqual(rl.escapeCodeTimeout, 500);
assert.strictEqual(rl._previousKey, null);

// A question() of the program's own, under a name that looks like the library's.
rl._question = rl.question;
let answer;
rl._question('a? ', (text) => { answer = text; });
rl.write('b\n');
assert.strictEqual(answer, 'b');
rl.close();
