// SPDX-License-Identifier: MIT
// Flags: --expose-internals
// Lines of workers: whole, each with its prefix; JSON objects as they are; what is too long goes on in pieces.
'use strict';

const assert = require('node:assert');
const { Prefixer } = require('internal/serve/log');

const p = new Prefixer('> ');
assert.strictEqual(p.push(Buffer.from('a')), undefined);
assert.strictEqual(`${p.push(Buffer.from('b\n{"x":1}\nc'))}`, '> ab\n{"x":1}\n');
assert.strictEqual(p.push(Buffer.from('d')), undefined);
assert.strictEqual(`${p.end()}`, '> cd\n');
assert.strictEqual(p.end(), undefined);

const long = new Prefixer('> ');
assert.strictEqual(`${long.push(Buffer.alloc(70_000, 'x'))}`, `> ${'x'.repeat(70_000)}`);
assert.strictEqual(`${long.push(Buffer.from('y\nz\n'))}`, 'y\n> z\n');
