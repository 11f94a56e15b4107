// SPDX-License-Identifier: MIT
// node:cluster: several processes behind the same ports. What it is depends on which side this process is.
'use strict';

const { isWorker } = require('internal/cluster/state');

module.exports = isWorker ? require('internal/cluster/child') : require('internal/cluster/primary');
