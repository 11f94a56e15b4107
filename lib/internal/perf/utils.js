// SPDX-License-Identifier: MIT
'use strict';

// The clock of performance.now() and of events.

const { getTimeOriginTimestamp, now } = internalBinding('performance');

module.exports = {
  /** @returns {number} ms since the process or worker began */
  now,
  /** @returns {number} when that was, in ms since 1970 */
  getTimeOriginTimestamp,
};
