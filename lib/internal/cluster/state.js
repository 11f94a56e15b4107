// SPDX-License-Identifier: MIT
// What the two sides of a cluster and lib/internal/serve know together. Read by net and dgram as well, which
// must not load the cluster module to ask.
'use strict';

module.exports = {
  isWorker: false,
  /** The primary keeps its sockets while there is no worker for them: connections wait. */
  keepsListening: false,
  /** @returns {number | undefined} a descriptor that the process was started with, for this address */
  inheritedSocket(address, port) { return undefined; }, // eslint-disable-line no-unused-vars
  /** What stays the same when a worker is replaced. */
  placeOf(worker) { return worker.id; },
};
