// SPDX-License-Identifier: MIT
// A timer that is set after another one of its duration was cleared waits for its own time, in its own order, and
// a cleared timer keeps nothing alive.
'use strict';

const { spawnSync } = require('node:child_process');
const assert = require('node:assert');

function busy(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

let order;
function set(name, ms) {
  const start = performance.now();
  setTimeout(() => {
    assert.ok(performance.now() - start >= ms - 1, name);
    order.push(name);
  }, ms);
}

function cleared(ms) {
  clearTimeout(setTimeout(assert.fail, ms));
}

function round() {
  order = [];
  cleared(40);
  busy(15);
  const start = performance.now();
  set('third', 50);
  set('second', 40); // was it the cleared one's time that counted, it would be the first
  set('first', 30);
  const late = performance.now() - start;
  busy(80); // all are due
  setTimeout(() => {
    if (late > 5) return round(); // somebody else had the processor in between
    assert.deepStrictEqual(order, ['first', 'second', 'third']);
    // Within the list that is being run, and is empty by now.
    cleared(90);
    set('fourth', 90);
    cleared(91);
    cleared(90);
    set('fifth', 91);
    busy(100);
  }, 90);
}
round();

process.on('exit', () => assert.deepStrictEqual(order.slice(3), ['fourth', 'fifth']));

const code = 'clearTimeout(setTimeout(() => {}, 60000)); setTimeout(() => {}, 1); clearInterval(setInterval(() => {}, 50000));';
assert.strictEqual(spawnSync(process.execPath, ['-e', code], { timeout: 10000 }).status, 0);
