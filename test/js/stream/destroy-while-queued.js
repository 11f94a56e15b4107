// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { Readable } = require('stream');

// What was queued before destroy(error) still reaches a flowing reader, before 'error'; 'end' does not come.
const log = [];
const stream = new Readable({ read() {} });
for (const name of ['data', 'end', 'error', 'close']) {
  stream.on(name, (value) => log.push(name === 'data' ? `data ${value}` : name));
}
stream.push('a');
stream.push('b');
stream.push(null);
stream.destroy(new Error('x'));
process.on('exit', () => assert.deepStrictEqual(log, ['data a', 'data b', 'error', 'close']));
