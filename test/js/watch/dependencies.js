// SPDX-License-Identifier: MIT
// --watch starts the program again when a file of it, of its worker or of its child changes, also by rename; a
// missing file that is made later counts too. Ends with 0.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { folder, write, replace, watch } = require('../../fixtures/watch.js');

write('a.mjs', 'export const a = 1;\n');
write('worker.js', 'console.log("worker 1");\n');
write('child.js', 'console.log("child 1");\n');
write('main.js', `import('./a.mjs').then(({ a }) => {
  console.log('a', a);
  const worker = new (require('worker_threads').Worker)('./worker.js');
  worker.on('exit', () => require('child_process').fork('./child.js'));
});
process.on('SIGTERM', () => { console.log('told to end'); process.exit(); });
setInterval(() => {}, 1000);
`);

(async () => {
  const w = watch(['--watch', 'main.js', 'arg']);
  await w.line('a 1');
  await w.line('child 1');
  replace('a.mjs', 'export const a = 2;\n');
  await w.line('told to end');
  await w.line("Restarting 'main.js arg'");
  await w.line('a 2');
  await w.line('child 1');
  replace('worker.js', 'console.log("worker 2");\n');
  await w.line('worker 2');
  await w.line('child 1');
  write('child.js', 'console.log("child 2"); require("./later");\n');
  await w.line('child 2');
  fs.unlinkSync(path.join(folder, 'main.js'));
  await w.line(/^Failed running/);
  write('main.js', 'console.log("back"); require("./later");\n');
  await w.line('back');
  await w.line("Failed running 'main.js arg'. Waiting for file changes before restarting...");
  write('later.js', 'console.log("later");\n');
  await w.line('later');
  await w.line("Completed running 'main.js arg'. Waiting for file changes before restarting...");
  assert.strictEqual(await w.stop(), 0);
})();
