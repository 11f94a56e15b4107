// SPDX-License-Identifier: MIT
// Errors of timers and of emitters without listener reach the domain they began in.
'use strict';
const assert = require('node:assert');
const domain = require('node:domain');
const EventEmitter = require('node:events');

const d = domain.create(), seen = [];
d.on('error', (err) => seen.push(err.message));
d.run(() => {
  setTimeout(() => { throw new Error('timer'); }, 1);
  const emitter = new EventEmitter();
  process.nextTick(() => emitter.emit('error', new Error('emitter')));
});
process.on('exit', () => assert.deepStrictEqual(seen.sort(), ['emitter', 'timer']));
