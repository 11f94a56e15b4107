// SPDX-License-Identifier: MIT
// The Date header (RFC 9110 §6.6.1), formatted once a second.
'use strict';

let cache;


function reset() {
  cache = undefined;
}

/** @returns {string} e.g. "Mon, 23 Nov 2026 04:40:00 GMT" */
function utcDate() {
  if (cache === undefined) {
    const now = new Date();
    cache = now.toUTCString();
    const { setUnrefTimeout } = require('internal/timers');
    setUnrefTimeout(reset, 1000 - now.getMilliseconds());
  }
  return cache;
}

module.exports = { utcDate, resetCache: reset };
