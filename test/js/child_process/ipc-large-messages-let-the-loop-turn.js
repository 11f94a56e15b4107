// SPDX-License-Identifier: MIT
// While large messages leave or arrive, the loop turns: immediates of both sides run in between.
'use strict';
const assert = require('node:assert');
const { fork } = require('node:child_process');

const COUNT = 6, SIZE = 8e6;

function countTurns() {
  const turns = { count: 0, stop: false };
  setImmediate(function turn() {
    turns.count++;
    if (!turns.stop) setImmediate(turn);
  });
  return turns;
}

if (process.argv[2] === 'child') {
  const turns = countTurns();
  let got = 0, before = 0;
  process.on('message', (message) => {
    assert.strictEqual(message.length, SIZE);
    // A message is many reads, which are spread over several turns.
    if (got > 0) assert.ok(turns.count - before >= 2, `${turns.count - before} turns`);
    before = turns.count;
    if (++got < COUNT) return;
    turns.stop = true;
    process.disconnect();
  });
} else {
  for (const serialization of ['json', 'advanced']) {
    const child = fork(__filename, ['child'], { serialization });
    const turns = countTurns();
    let sent = 0;
    for (let i = 0; i < COUNT; i++) {
      child.send('x'.repeat(SIZE), (err) => {
        assert.ifError(err);
        // No message is written whole in the turn in which it was sent, nor all of them in one.
        assert.ok(turns.count > sent, `${turns.count} turns after ${sent} messages`);
        if (++sent === COUNT) turns.stop = true;
      });
    }
    child.on('exit', (code) => {
      turns.stop = true;
      assert.strictEqual(code, 0);
      assert.strictEqual(sent, COUNT);
    });
  }
}
