// SPDX-License-Identifier: MIT
// A response made by hand, as mocking libraries do: its socket is no socket, and has little more than resume().
'use strict';
const assert = require('assert');
const { IncomingMessage } = require('http');

let resumed = 0;
const res = new IncomingMessage({ readable: true, resume() { resumed++; } });
let body = '';
res.on('data', (chunk) => { body += chunk; });
res.on('end', () => assert.strictEqual(body, 'hey'));
setImmediate(() => {
  res.complete = true;
  res.push('hey');
  res.push(null);
});
process.on('exit', () => {
  assert.strictEqual(body, 'hey');
  assert.ok(resumed > 0);
});
