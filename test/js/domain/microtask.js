// SPDX-License-Identifier: MIT
// What a callback of queueMicrotask() throws comes when its domain has been left again: it is the process's.
'use strict';
const assert = require('node:assert');
const domain = require('node:domain');

const seen = [];
const d = domain.create();
d.on('error', (error) => seen.push(`domain ${error.message}`));
process.on('uncaughtException', (error) => seen.push(`process ${error.message} ${process.domain === d}`));

d.run(() => {
  queueMicrotask(() => {
    seen.push(`inside ${process.domain === d}`);
    throw new Error('1');
  });
  setTimeout(() => queueMicrotask(() => { throw new Error('2'); }), 1);
});
queueMicrotask(d.bind(() => { throw new Error('3'); }));

process.on('exit', () => {
  assert.deepStrictEqual(seen, ['inside true', 'process 1 false', 'domain 3', 'process 2 false']);
});
