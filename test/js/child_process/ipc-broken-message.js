// SPDX-License-Identifier: MIT
// What is no JSON on the channel is an uncaught SyntaxError; the messages around it arrive.
'use strict';
const assert = require('node:assert');
const { spawn } = require('node:child_process');

const child = spawn('sh', ['-c', `printf '"before"\\n{broken\\n"after"\\n' >&3`],
                    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
const seen = [], thrown = [];
process.on('uncaughtException', (err) => thrown.push(err.name));
child.on('message', (message) => seen.push(message));
child.on('disconnect', () => {
  process.removeAllListeners('uncaughtException');
  assert.deepStrictEqual(seen, ['before', 'after']);
  assert.deepStrictEqual(thrown, ['SyntaxError']);
});
