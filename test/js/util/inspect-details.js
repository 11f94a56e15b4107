// SPDX-License-Identifier: MIT
// Small things that Node's inspect() shows: quotes in symbols as keys, sizes that sets and maps claim, objects below the depth.
'use strict';
const assert = require('assert');
const { inspect } = require('util');
const { BlockList, SocketAddress } = require('net');

assert.strictEqual(inspect({ [Symbol("it's")]: 1 }), "{ Symbol(it\\'s): 1 }");
assert.strictEqual(inspect({ [Symbol('"q"\n')]: 1 }), '{ Symbol("q"\\n): 1 }');
assert.strictEqual(inspect(Symbol("it's")), "Symbol(it's)");

class Many extends Set {
  get size() { return 99; }
}
assert.strictEqual(inspect(new Many([1]), { maxArrayLength: 1 }), 'Many(1) [Set] { 1, ... 98 more items }');
assert.strictEqual(inspect(new Many([1])), 'Many(1) [Set] { 1 }');
class Few extends Map {
  get size() { return 1; }
}
assert.strictEqual(inspect(new Few([[1, 2], [3, 4]])), 'Few(2) [Map] { 1 => 2 }');

for (const Class of [TextDecoder, TextEncoder, BlockList, SocketAddress]) {
  assert.strictEqual(inspect({ a: new Class() }, { depth: 0 }), `{ a: [${Class.name}] }`);
}
assert.strictEqual(inspect(performance.mark('x'), { depth: -1 }), '[PerformanceMark]');
