// SPDX-License-Identifier: MIT
'use strict';
const assert = require('node:assert');
const { PerformanceObserverEntryList } = require('node:perf_hooks');

for (const name of ['getEntries', 'getEntriesByType', 'getEntriesByName']) {
  for (const receiver of [{}, undefined]) {
    assert.throws(() => PerformanceObserverEntryList.prototype[name].call(receiver), { code: 'ERR_INVALID_THIS' });
  }
}
