// SPDX-License-Identifier: MIT
// process: wrong arguments are refused, with Node's codes.
'use strict';
const check = require('../../fixtures/bad_arguments.js');

const RANGE = 'ERR_OUT_OF_RANGE', TYPE = 'ERR_INVALID_ARG_TYPE', VALUE = 'ERR_INVALID_ARG_VALUE';

check([
  ['loadEnvFile', 'true', TYPE], ['loadEnvFile', 'big', TYPE], ['loadEnvFile', 'nul', VALUE],
  ['loadEnvFile', 'obj nul', TYPE], ['cpuUsage', 'true', TYPE], ['cpuUsage', 'big', TYPE], ['cpuUsage', 'nul', TYPE],
  ['cpuUsage', 'det', TYPE], ['threadCpuUsage', 'true', TYPE], ['threadCpuUsage', 'big', TYPE],
  ['threadCpuUsage', 'nul', TYPE], ['threadCpuUsage', 'det', TYPE], ['hrtime', 'null', TYPE],
  ['hrtime', 'big', TYPE], ['hrtime', 'nul', TYPE], ['hrtime', 'arr', RANGE], ['nextTick', '', TYPE],
  ['nextTick', 'big', TYPE], ['nextTick', 'nul', TYPE], ['nextTick', 'det', TYPE],
  ['setSourceMapsEnabled', '', TYPE], ['setSourceMapsEnabled', 'big', TYPE], ['setSourceMapsEnabled', 'nul', TYPE],
  ['setSourceMapsEnabled', 'det', TYPE], ['setgroups', '', TYPE], ['setgroups', 'big', TYPE],
  ['setgroups', 'nul', TYPE], ['setgroups', 'arrx', 'ERR_UNKNOWN_CREDENTIAL'],
], (name, args) => process[name](...args));
