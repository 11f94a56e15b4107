'use strict';
// A printed module shows what Node's shows: no parents, no sources, and its marks in Node's order.
const assert = require('assert');

const marks = (mod) => Reflect.ownKeys(mod).filter((key) => typeof key === 'symbol').map((key) => key.description);
assert.deepStrictEqual(marks(module), ['kIsMainSymbol', 'kIsCachedByESMLoader', 'kURL', 'kFormat', 'kIsExecuting']);
assert.deepStrictEqual(Object.keys(module), ['id', 'path', 'exports', 'filename', 'loaded', 'children', 'paths']);

const { Module } = require('module');
const made = new Module('made', module);
assert.deepStrictEqual(marks(made), []);
assert.strictEqual(made.parent, module);
made.parent = undefined;
assert.strictEqual(made.parent, undefined);
assert.strictEqual(Object.create(Module.prototype).parent, undefined);
