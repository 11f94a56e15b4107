// SPDX-License-Identifier: MIT
// createTracing(): categories are counted; workers cannot change them.
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Worker } = require('worker_threads');

process.chdir(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-trace-')));
process.on('exit', () => {
  const dir = process.cwd();
  process.chdir('/');
  fs.rmSync(dir, { recursive: true });
});

const { createTracing, getEnabledCategories } = require('trace_events');
assert.throws(() => createTracing({ categories: [] }), { code: 'ERR_TRACE_EVENTS_CATEGORY_REQUIRED' });
assert.strictEqual(getEnabledCategories(), undefined);
const one = createTracing({ categories: ['node.fs.sync', 'custom'] });
const two = createTracing({ categories: ['node.fs.sync'] });
one.enable();
two.enable();
assert.strictEqual(getEnabledCategories(), 'custom,node.fs.sync');
fs.statSync('/');
one.disable();
assert.strictEqual(getEnabledCategories(), 'node.fs.sync');
two.disable();
two.disable();
assert.strictEqual(getEnabledCategories(), undefined);

new Worker('require("trace_events")', { eval: true }).on('error', (error) => {
  assert.strictEqual(error.code, 'ERR_TRACE_EVENTS_UNAVAILABLE');
});
