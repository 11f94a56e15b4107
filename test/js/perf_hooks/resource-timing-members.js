// SPDX-License-Identifier: MIT
// The members of PerformanceResourceTiming, in order; measure() with empty options.
'use strict';
const assert = require('assert');

const entry = performance.markResourceTiming({
  startTime: 1, endTime: 3, finalNetworkResponseStartTime: 7, firstInterimNetworkResponseStartTime: 8, encodedBodySize: 4,
}, 'http://x', 'fetch', globalThis, '', { decodedSize: 5, contentType: 'a/b' }, 200);
const json = entry.toJSON();
assert.strictEqual(json.finalResponseHeadersStart, 7);
assert.strictEqual(json.firstInterimResponseStart, 8);
assert.strictEqual(json.responseStart, 8);
assert.strictEqual(json.transferSize, 304);
assert.strictEqual(json.decodedBodySize, 5);
assert.strictEqual(json.contentType, 'a/b');
assert.strictEqual(json.renderBlockingStatus, 'non-blocking');
assert.throws(() => PerformanceResourceTiming.prototype.toJSON.call({}), { code: 'ERR_INVALID_THIS' });

performance.mark('m', { startTime: 5 });
assert.strictEqual(performance.measure('a', {}, 'm').duration, 5);
assert.strictEqual(performance.measure('b', { foo: 1 }, 'm').duration, 5);
assert.throws(() => performance.measure('c', { start: 1 }, 'm'), { code: 'ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS' });
