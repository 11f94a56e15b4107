// SPDX-License-Identifier: MIT
// The performance entry of a fetched resource, for whoever asks the timeline.
'use strict';

const { bufferResourceTiming } = require('internal/perf/resource_timing');
const { keepsResources } = require('internal/perf/observe');
const { now } = require('internal/perf/utils');

function reportTiming(exchange) {
  if (!keepsResources()) return;
  const start = exchange.startTime, size = exchange.content === null ? 0 : exchange.content.received;
  bufferResourceTiming({
    startTime: start,
    redirectStartTime: 0,
    redirectEndTime: 0,
    postRedirectStartTime: start,
    finalServiceWorkerStartTime: 0,
    finalNetworkResponseStartTime: exchange.answerTime,
    finalNetworkRequestStartTime: start,
    endTime: now(),
    encodedBodySize: size,
    decodedBodySize: size,
    finalConnectionTimingInfo: {
      domainLookupStartTime: start, domainLookupEndTime: start, connectionStartTime: start, connectionEndTime: start,
      secureConnectionStartTime: start, ALPNNegotiatedProtocol: undefined,
    },
  }, exchange.target.url.href, 'fetch', globalThis, '', '', exchange.status);
}

module.exports = { reportTiming };
