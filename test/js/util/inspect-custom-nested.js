'use strict';
// What [inspect.custom]() returns stands where it is: its further lines are indented once.
const assert = require('assert');
const { inspect } = require('util');
const { custom } = inspect;

const long = 'a'.repeat(80);
const shows = (value) => ({ [custom]: () => value });
assert.strictEqual(inspect({ a: shows({ x: long, y: 1 }) }), `{\n  a: {\n    x: '${long}',\n    y: 1\n  }\n}`);
assert.strictEqual(inspect({ a: shows([long, 1]) }), `{\n  a: [\n    '${long}',\n    1\n  ]\n}`);
assert.strictEqual(inspect([[shows({ x: long })]]), `[\n  [\n    {\n      x: '${long}'\n    }\n  ]\n]`);
assert.strictEqual(inspect({ a: shows('one\ntwo') }), '{\n  a: one\n  two\n}');
assert.strictEqual(inspect(shows(shows({ x: long }))), `{\n  x: '${long}'\n}`);
