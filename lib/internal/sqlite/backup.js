// SPDX-License-Identifier: MIT
'use strict';
// sqlite.backup(): copies a database while it is in use, some pages per pool job.

const check = require('internal/sqlite/check');
const { handleOf } = require('internal/sqlite/database');

/**
 * @param {DatabaseSync} sourceDb
 * @param {string|Uint8Array|URL} path
 * @param {{ source?: string, target?: string, rate?: number, progress?: Function }} [options]
 * @returns {Promise<number>} the number of pages
 */
function backup(sourceDb, path, options) {
  check.object(sourceDb, 'sourceDb');
  path = check.pathOf(path, 'path');
  let source = 'main', target = 'main', rate = 100, progress;
  if (arguments.length > 2) {
    check.object(options, 'options');
    if (options.rate !== undefined) {
      ({ rate } = options);
      check.int32(rate, 'options.rate');
      if (rate <= 0) throw check.outOfRange('The "options.rate" argument must be a positive integer.');
    }
    if (options.source !== undefined) {
      check.string(options.source, 'options.source');
      source = options.source;
    }
    if (options.target !== undefined) {
      check.string(options.target, 'options.target');
      target = options.target;
    }
    if (options.progress !== undefined) {
      check.func(options.progress, 'options.progress');
      progress = options.progress;
    }
  }
  return handleOf(sourceDb).backup(path, source, target, rate, progress);
}

module.exports = { backup };
