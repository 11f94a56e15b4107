// SPDX-License-Identifier: MIT
'use strict';
// An addon's callbacks: the domain of their receiver is entered, and has what they throw.
const assert = require('node:assert');
const { makeCallback } = require('./load').load('callbacks');

const receiver = {};
assert.strictEqual(makeCallback(receiver, function(x) { return this === receiver && x + 1; }, 1), 2);
assert.throws(() => makeCallback({}, () => { throw new Error('mine'); }), /^Error: mine$/);

const domain = require('node:domain');
const outer = domain.create(), inner = domain.create();
const seen = makeCallback({ domain: outer }, () => {
  const within = makeCallback({ domain: inner }, () => process.domain);
  return [process.domain, within, makeCallback({}, (x) => x, 3)];
});
assert.deepStrictEqual(seen.map((value) => [outer, inner, 3].indexOf(value)), [0, 1, 2]);

const caught = [];
process.on('exit', () => assert.deepStrictEqual(caught.sort(), ['immediate', 'tick', 'timeout']));
function fail(name) {
  const d = domain.create();
  d.on('error', (error) => caught.push(error.message));
  makeCallback({ domain: d }, () => { throw new Error(name); });
  throw new Error('unreachable');
}
process.nextTick(fail, 'tick');
setImmediate(fail, 'immediate');
setTimeout(fail, 1, 'timeout');
