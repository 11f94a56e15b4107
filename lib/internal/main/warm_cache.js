// SPDX-License-Identifier: MIT
// Runs in tools/mksnapshot: loads every public module so that the code cache covers what loading runs.
'use strict';

const { BuiltinModule, publicNames } = require('internal/boot/loader');

// Set at start, which this is not; undici looks at it while it loads.
process.versions ??= { __proto__: null, node: '24.0.0' };
process.version ??= 'v24.0.0';
process.env ??= { __proto__: null };
process.noDeprecation = true; // to load a deprecated module here is not to use it

// What public modules load later, when it is first used.
const later = [
  'internal/fs/streams', 'internal/fs/promises', 'internal/fs/dir', 'internal/fs/dirent', 'internal/fs/watchers',
  'internal/fs/watch_recursive', 'internal/fs/watch_iterator', 'internal/fs/cp', 'internal/fs/glob',
  'internal/fs/utf8_stream', 'internal/fs/webstream', 'internal/blob', 'internal/file', 'internal/encoding',
  'internal/abort_controller', 'internal/event_target', 'internal/deps/undici/index-fetch',
];

for (const id of [...publicNames, ...later]) {
  if (!BuiltinModule.exists(id)) continue;
  try {
    require(id);
  } catch (error) {
    if (error?.message?.startsWith('No such built-in module')) continue; // not written yet
    internalBinding('process').rawDebug(`mksnapshot: cannot load ${id}: ${error?.stack ?? error}`);
    internalBinding('process').reallyExit(1);
  }
}
require('internal/main/warm_use');
