// SPDX-License-Identifier: MIT
// At the start of a worker of a cluster: before any user code runs.
'use strict';

function setupWorker() {
  require('internal/cluster/state').isWorker = true;
  const cluster = require('cluster');
  cluster._setupWorker();
  delete process.env.NODE_UNIQUE_ID;
  const serve = process.env.EDDY_SERVE;
  if (serve === undefined) return;
  delete process.env.EDDY_SERVE;
  require('internal/serve/worker').setup(JSON.parse(serve));
}

module.exports = { setupWorker };
