// SPDX-License-Identifier: MIT
// process.report: the loop is among what libuv has, members stand in Node's order, settings refuse what Node's refuse.
'use strict';

const assert = require('node:assert');

const { report } = process;
function loop() {
  const { type, is_active: isActive, loopIdleTimeSeconds } = report.getReport().libuv.at(-1);
  return [type, isActive, typeof loopIdleTimeSeconds];
}
assert.deepStrictEqual(loop(), ['loop', false, 'number']);
const timer = setTimeout(() => {}, 1e6);
assert.deepStrictEqual(loop(), ['loop', true, 'number']);
clearTimeout(timer);
assert.deepStrictEqual(report.getReport({ a: 1 }).javascriptStack, { message: 'No stack.', stack: ['Unavailable.'], errorProperties: {} });
const { header, resourceUsage, userLimits } = report.getReport();
assert.deepStrictEqual(Object.keys(header).slice(-3), ['cpus', 'networkInterfaces', 'host']);
assert.deepStrictEqual(Object.keys(resourceUsage).slice(-3), ['maxRss', 'pageFaults', 'fsActivity']);
assert.strictEqual(Object.keys(userLimits)[0], 'core_file_size_blocks');
for (const name of ['reportOnFatalError', 'reportOnSignal', 'reportOnUncaughtException']) {
  assert.throws(() => { report[name] = 1; }, { code: 'ERR_INVALID_ARG_TYPE', message: /^The "trigger" argument/ });
}
assert.throws(() => { report.signal = 'sigusr1'; },
  { code: 'ERR_UNKNOWN_SIGNAL', message: 'Unknown signal: sigusr1 (signals must use all capital letters)' });
assert.throws(() => { report.signal = 1; }, { code: 'ERR_INVALID_ARG_TYPE' });
