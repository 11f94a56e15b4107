// SPDX-License-Identifier: MIT
// The message of a falsy value shows the whole call, whatever letters names are made of.
'use strict';
const assert = require('assert');

const 汉汉 = assert, größe = { naïve: assert.ok }, $a1 = { b: [assert] };
const message = (fn) => {
  try {
    fn();
  } catch (error) {
    return error.message.split('\n').at(-2);
  }
};
assert.strictEqual(message(() => 汉汉.ok(false)), '  汉汉.ok(false)');
assert.strictEqual(message(() => größe.naïve(0)), '  größe.naïve(0)');
assert.strictEqual(message(() => $a1.b[0].ok('')), "  $a1.b[0].ok('')");
assert.strictEqual(message(() => { '🚀'; 汉汉(null); }), '  汉汉(null)');
