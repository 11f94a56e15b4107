// SPDX-License-Identifier: MIT
// worker.performance.eventLoopUtilization(): how busy another thread's loop is.
'use strict';

function difference(a, b) {
  const idle = a.idle - b.idle, active = a.active - b.active;
  return { idle, active, utilization: idle + active === 0 ? 0 : active / (idle + active) };
}

/**
 * @param {object|null} handle of the worker
 * @param {object} [first] an earlier result: the difference to it
 * @param {object} [second] an even earlier one: the difference between both
 */
function eventLoopUtilization(handle, first, second) {
  const times = handle?.loopTimes();
  if (times === undefined || times === null || times[1] <= 0) return { idle: 0, active: 0, utilization: 0 };
  if (second) return difference(first, second);
  const current = { idle: times[0], active: Math.max(times[1] - times[0], 0), utilization: 0 };
  current.utilization = current.active / (current.idle + current.active || 1);
  return first ? difference(current, first) : current;
}

module.exports = eventLoopUtilization;
