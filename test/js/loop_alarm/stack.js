// SPDX-License-Identifier: MIT
// What blocks the loop is told with its stack while it blocks, once for each stack, and for how long it did in the end.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const program = `
  const fs = require('node:fs');
  function spin() { // until the alarm has been written: it comes while this runs
    const before = fs.fstatSync(2).size;
    for (let end = Date.now() + 60000; fs.fstatSync(2).size === before && Date.now() < end;);
  }
  let rounds = 0;
  setTimeout(function first() { spin(); if (++rounds < 2) setTimeout(first, 1); else setTimeout(second, 1); }, 1);
  function second() { spin(); }
`;
const { mkdtempSync, openSync, readFileSync, rmSync } = require('node:fs');
const dir = mkdtempSync(require('node:path').join(require('node:os').tmpdir(), 'loop-alarm-'));
try {
  const file = `${dir}/stderr`;
  const { status } = spawnSync(process.execPath, ['--loop-alarm=5', '-e', program], { stdio: ['ignore', 'pipe', openSync(file, 'w')] });
  assert.strictEqual(status, 0);
  const text = readFileSync(file, 'utf8');
  const stack = /^\(eddy:\d+\) Event loop blocked for \d+ ms by:\n(    at .*\n)*?    at spin \(.*\n    at (first|\[eval\])/m;
  assert.match(text, stack);
  assert.strictEqual(text.match(/Event loop blocked for \d+ ms by:\n(    at .*\n)*    at first/g)?.length > 0, true, text);
  assert.match(text, /    at second/);
  assert.strictEqual(text.match(/^\(eddy:\d+\) Event loop free again after \d+ ms$/gm).length >= 3, true, text);
} finally {
  rmSync(dir, { recursive: true });
}
