// SPDX-License-Identifier: MIT
// In an ES module promises run before ticks, and what stands behind import() runs first.
import assert from 'node:assert';

const order = [];
process.nextTick(() => order.push('tick'));
Promise.resolve().then(() => order.push('promise'));
const imported = import('data:text/javascript,globalThis.imported = true').then(() => order.push('import'));
order.push('sync');
await Promise.all([imported, new Promise(setImmediate)]);
assert.deepStrictEqual(order.slice(0, 2), ['sync', 'promise']);
assert.ok(order.includes('tick') && order.includes('import'));
