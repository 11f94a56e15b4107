// SPDX-License-Identifier: MIT
// Is this process a worker of a cluster? Read by net and dgram, which must not load the cluster module to ask.
'use strict';

module.exports = { isWorker: false };
