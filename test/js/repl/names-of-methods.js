// SPDX-License-Identifier: MIT
// Methods of a REPL that Node's does not have are under no name: a program puts its own there.
'use strict';

const assert = require('node:assert');
const repl = require('node:repl');
const { PassThrough } = require('node:stream');

const input = new PassThrough();
const output = new PassThrough().setEncoding('utf8');
const server = repl.start({ input, output, prompt: '> ', terminal: false });
for (const name of ['setPromptText', 'runBuffer', 'showResult', 'showError', 'finishEditor']) {
  assert.strictEqual(server[name], undefined);
  server[name] = () => assert.fail(name);
}
let text = '';
output.on('data', (chunk) => { text += chunk; });
server.on('exit', () => {
  setImmediate(() => assert.match(text, /^> 2\n> Uncaught 'thrown'\n> /));
});
input.end('1 + 1\nthrow "thrown"\n');
