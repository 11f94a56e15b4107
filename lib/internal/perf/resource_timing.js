// SPDX-License-Identifier: MIT
'use strict';

// performance.markResourceTiming(): what fetch() reports of its requests.

const { bufferEntry, enqueue } = require('internal/perf/observe');
const { kSkipThrow, PerformanceResourceTiming } = require('internal/perf/performance_entry');

/**
 * @param {object} timingInfo as fetch defines it
 * @param {string} requestedUrl
 * @param {string} initiatorType
 * @param {object} global
 * @param {''|'local'|'validated'} cacheMode
 * @param {object} bodyInfo sizes of the body
 * @param {number} responseStatus
 * @param {string} [deliveryType]
 */
function bufferResourceTiming(timingInfo, requestedUrl, initiatorType, global, cacheMode, bodyInfo, responseStatus,
                              deliveryType = '') {
  const entry = new PerformanceResourceTiming(kSkipThrow, requestedUrl, {
    ...timingInfo, ...bodyInfo, initiatorType, cacheMode, responseStatus, deliveryType,
  });
  enqueue(entry);
  bufferEntry(entry);
  return entry;
}

module.exports = { bufferResourceTiming };
