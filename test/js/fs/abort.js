// SPDX-License-Identifier: MIT
'use strict';
// An AbortSignal ends readFile, writeFile and watch with AbortError, and leaves no descriptor open.
const assert = require('assert');
const fs = require('fs');

(async () => {
  const before = fs.readdirSync('/proc/self/fd').length;
  const aborted = { name: 'AbortError', code: 'ABORT_ERR' };
  const dir = fs.mkdtempSync(`${require('os').tmpdir()}/abort-`);
  const big = Buffer.alloc(8 << 20);
  for (const delay of [0, 1]) {
    const controller = new AbortController();
    const writing = fs.promises.writeFile(`${dir}/big`, big, { signal: controller.signal });
    if (delay) process.nextTick(() => controller.abort());
    else controller.abort(new Error('why'));
    await assert.rejects(writing, aborted);
  }
  fs.writeFileSync(`${dir}/big`, big);
  const controller = new AbortController();
  const reading = new Promise((resolve) => fs.readFile(`${dir}/big`, { signal: controller.signal }, resolve));
  process.nextTick(() => controller.abort());
  assert.strictEqual((await reading).name, 'AbortError');
  await assert.rejects((async () => {
    const { signal } = controller;
    for await (const event of fs.promises.watch(dir, { signal })) assert.fail(event);
  })(), aborted);
  fs.rmSync(dir, { recursive: true });
  assert.strictEqual(fs.readdirSync('/proc/self/fd').length, before);
})();
