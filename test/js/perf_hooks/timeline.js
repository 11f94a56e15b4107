// SPDX-License-Identifier: MIT
// Marks and measures, observers, histograms.
'use strict';
const assert = require('node:assert');
const { PerformanceObserver, createHistogram, performance } = require('node:perf_hooks');

performance.mark('a', { startTime: 1, detail: { x: 1 } });
performance.mark('b', { startTime: 5 });
assert.strictEqual(performance.measure('m', 'a', 'b').duration, 4);
assert.deepStrictEqual(performance.getEntriesByType('mark').map((entry) => entry.name), ['a', 'b']);
assert.throws(() => performance.measure('m', 'a', 'nope'), { name: 'SyntaxError' });

let seen;
const observer = new PerformanceObserver((list) => {
  seen = list.getEntries().map((entry) => entry.name);
  observer.disconnect();
});
observer.observe({ entryTypes: ['mark'] });
performance.mark('c');
process.on('exit', () => assert.deepStrictEqual(seen, ['c']));

const histogram = createHistogram();
for (let i = 1; i <= 100; i++) histogram.record(i);
assert.deepStrictEqual([histogram.min, histogram.max, histogram.count], [1, 100, 100]);
assert.strictEqual(histogram.percentile(50), 50);
assert.ok(Math.abs(histogram.mean - 50.5) < 0.01);
