// SPDX-License-Identifier: MIT
// Memory that one thread asked for and another has freed goes round as well; it outlives the thread that asked for it.
'use strict';
const assert = require('node:assert');
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');

const SIZES = [100, 1024, 65_536, 1_000_000];
if (!isMainThread) {
  parentPort.on('message', ({ bytes, mark }) => {
    assert.ok(bytes.every((byte) => byte === mark));
    const answer = new Uint8Array(bytes.length).fill(mark + 1);
    parentPort.postMessage(answer, [answer.buffer]); // the argument becomes garbage here, the answer there
    if (mark === workerData) parentPort.close();
  });
} else {
  const ROUNDS = 120;
  const kept = [];
  let running = 3;
  for (let w = 0; w < 3; w++) {
    const worker = new Worker(__filename, { workerData: ROUNDS });
    let mark = 0;
    const send = () => {
      mark++;
      const bytes = new Uint8Array(SIZES[mark % SIZES.length]).fill(mark);
      worker.postMessage({ bytes, mark }, [bytes.buffer]);
    };
    worker.on('message', (answer) => {
      assert.strictEqual(answer.length, SIZES[mark % SIZES.length]);
      assert.ok(answer.every((byte) => byte === mark + 1));
      if (mark % 10 === 0) kept.push([answer, mark + 1]);
      if (mark < ROUNDS) send();
    });
    worker.on('exit', (code) => {
      assert.strictEqual(code, 0);
      if (--running === 0) end();
    });
    send();
  }
  function end() {
    assert.strictEqual(kept.length, 36);
    for (const [answer, value] of kept) assert.ok(answer.every((byte) => byte === value));
    kept.length = 0;
    for (let i = 0; i < 2000; i++) assert.strictEqual(Buffer.alloc(1024)[1023], 0);
  }
}
