// SPDX-License-Identifier: MIT
// 'error' without a listener throws; the monitor hears of it and stops nothing.
'use strict';
const assert = require('node:assert');
const { EventEmitter, errorMonitor } = require('node:events');

const emitter = new EventEmitter();
const seen = [];
emitter.on(errorMonitor, (error) => seen.push(error));
const error = new Error('boom');
assert.throws(() => emitter.emit('error', error), (caught) => caught === error);
assert.deepStrictEqual(seen, [error]);
assert.throws(() => new EventEmitter().emit('error', { a: 1 }),
  { code: 'ERR_UNHANDLED_ERROR', message: 'Unhandled error. ({ a: 1 })', context: { a: 1 } });
