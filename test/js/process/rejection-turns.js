// SPDX-License-Identifier: MIT
// A rejection made while one is reported waits for the ticks queued meanwhile; 'rejectionHandled' has a listener: no
// warning; 'multipleResolves' comes in a tick, with its deprecation.
'use strict';

const assert = require('node:assert');

const log = [];
process.on('unhandledRejection', (reason) => {
  log.push(`unhandled ${reason}`);
  if (reason !== 'first') return;
  const second = Promise.reject('second');
  process.nextTick(() => second.catch(() => log.push('caught in time')));
});
process.on('rejectionHandled', () => log.push('handled later'));
process.on('warning', ({ name, code }) => log.push(code ?? name));
process.on('multipleResolves', (type) => log.push(`multiple ${type}`));
const first = Promise.reject('first');
new Promise((resolve) => {
  resolve();
  resolve();
});
log.push('sync');
setTimeout(() => {
  first.catch(() => {});
  setTimeout(() => assert.deepStrictEqual(log, [
    'sync', 'multiple resolve', 'DEP0160', 'unhandled first', 'caught in time', 'handled later',
  ]), 5);
}, 5);
