// SPDX-License-Identifier: MIT
// Loads what nearly every program touches, so that it lies in the snapshot ready-made.
'use strict';

const { BuiltinModule } = require('internal/boot/loader');

for (const id of [
  'internal/errors',
  'internal/util',
  'internal/validators',
  'events',
  'internal/timers',
  'timers',
  'buffer',
  'path',
  'internal/url',
  'internal/process/pre_execution',
  'internal/modules/cjs/loader',
  'internal/modules/run_main',
  // What each ES module needs: from the code cache these cost a third of a program's start.
  'internal/diagnostics',
  'internal/modules/esm/attributes',
  'internal/modules/esm/default_host',
  'internal/modules/esm/entry',
  'internal/modules/esm/formats',
  'internal/modules/esm/import_meta',
  'internal/modules/esm/load',
  'internal/modules/esm/loader',
  'internal/modules/esm/package_targets',
  'internal/modules/esm/resolve',
  'internal/modules/esm/translators',
  'internal/process/prepare_modules',
  'internal/process/signal',
  'internal/process/env',
  'internal/process/stdio',
  'internal/util/inspect/defaults',
  'internal/util/format',
  'internal/console/channels',
  'internal/console/constructor',
  'internal/console/global',
  'internal/process/cwd',
  'internal/main/start',
  'internal/main/run_main_module',
]) {
  if (BuiltinModule.exists(id)) require(id);
}

// Each end of a process calls these: here for the first time, so that they are compiled.
process._exiting = process._exiting;
process.exitCode = process.exitCode;
