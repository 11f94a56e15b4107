// SPDX-License-Identifier: MIT
// Flags: --permission --allow-fs-read=*
'use strict';
const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

assert.throws(() => new Worker('', { eval: true }), { code: 'ERR_ACCESS_DENIED', permission: 'WorkerThreads' });
assert.throws(() => process.dlopen({ exports: {} }, '/x.node'), { code: 'ERR_DLOPEN_DISABLED' });
