// SPDX-License-Identifier: MIT
// The REPL makes the stack of what was thrown with Error.prepareStackTrace, from the typed code's frames only.
'use strict';

const assert = require('node:assert');
const repl = require('node:repl');
const { PassThrough } = require('node:stream');

const input = new PassThrough();
const output = new PassThrough();
let text = '';
output.on('data', (chunk) => {
  text += chunk;
});
const server = repl.start({ input, output, prompt: '', terminal: false });
Error.prepareStackTrace = (error, sites) => [error, ...sites.map((site) => site.getFunctionName())].join('|');
server.write('function outer() { throw new Error("x") }\nouter()\n');
delete Error.prepareStackTrace;
server.write('outer()\n');
server.on('exit', () => {
  assert.strictEqual(text, 'undefined\nUncaught Error: x|outer\nUncaught Error: x\n    at outer (REPL1:1:26)\n');
});
server.close();
