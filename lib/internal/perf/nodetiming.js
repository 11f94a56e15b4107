// SPDX-License-Identifier: MIT
'use strict';

// performance.nodeTiming and eventLoopUtilization(): what the process itself measured.

const { PerformanceEntry, kSkipThrow } = require('internal/perf/performance_entry');
const { now } = require('internal/perf/utils');
const { loopIdleTime, milestones } = internalBinding('performance');

class PerformanceNodeTiming extends PerformanceEntry {
  constructor() {
    super(kSkipThrow, 'node', 'node', 0, 0);
    const enumerable = true;
    const configurable = true;
    Object.defineProperties(this, {
      name: { enumerable, configurable, value: 'node' },
      entryType: { enumerable, configurable, value: 'node' },
      startTime: { enumerable, configurable, value: 0 },
      duration: { enumerable, configurable, get: now },
      nodeStart: { enumerable, configurable, get: () => milestones()[2] },
      v8Start: { enumerable, configurable, get: () => milestones()[3] },
      environment: { enumerable, configurable, get: () => milestones()[4] },
      bootstrapComplete: { enumerable, configurable, get: () => milestones()[5] },
      loopStart: { enumerable, configurable, get: () => milestones()[0] },
      loopExit: { enumerable, configurable, get: () => milestones()[1] },
      idleTime: { enumerable, configurable, get: loopIdleTime },
      uvMetricsInfo: {
        enumerable: false, configurable, get: () => ({ loopCount: 0, events: 0, eventsWaiting: 0 }),
      },
    });
  }

  toJSON() {
    const { name, startTime, duration, nodeStart, v8Start, bootstrapComplete, environment, loopStart, loopExit,
            idleTime } = this;
    return { name, entryType: 'node', startTime, duration, nodeStart, v8Start, bootstrapComplete, environment,
             loopStart, loopExit, idleTime };
  }
}

const nodeTiming = new PerformanceNodeTiming();

/**
 * How much of the time the loop was busy, since the start or since `util1` (up to now or to `util2`).
 * @returns {{idle: number, active: number, utilization: number}}
 */
function eventLoopUtilization(util1, util2) {
  const { loopStart } = nodeTiming;
  if (loopStart <= 0) return { idle: 0, active: 0, utilization: 0 };
  if (util2) {
    const idle = util1.idle - util2.idle;
    const active = util1.active - util2.active;
    return { idle, active, utilization: active / (idle + active) };
  }
  const idle = loopIdleTime();
  const active = now() - loopStart - idle;
  if (!util1) return { idle, active, utilization: active / (idle + active) };
  const idleDelta = idle - util1.idle;
  const activeDelta = active - util1.active;
  return { idle: idleDelta, active: activeDelta, utilization: activeDelta / (idleDelta + activeDelta) };
}

module.exports = { eventLoopUtilization, nodeTiming };
