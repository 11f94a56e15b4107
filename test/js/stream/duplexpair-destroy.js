// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { duplexPair } = require('stream');

// The end of one side is the end of the other's data; an error of one side is the end of both.
const log = [];
function pair(name) {
  const sides = duplexPair();
  for (const [i, side] of sides.entries()) {
    for (const event of ['end', 'close']) side.on(event, () => log.push(`${name}${i} ${event}`));
    side.on('error', (error) => log.push(`${name}${i} ${error.message}`));
    side.resume();
  }
  return sides;
}
pair('a')[0].destroy();
pair('b')[0].destroy(new Error('broken'));

setImmediate(() => {
  log.sort();
  assert.deepStrictEqual(log, ['a0 close', 'a1 end', 'b0 broken', 'b0 close', 'b1 close']);
});
