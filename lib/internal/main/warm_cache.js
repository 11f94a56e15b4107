// SPDX-License-Identifier: MIT
// Runs in tools/mksnapshot: loads every public module so that the code cache covers what loading runs.
'use strict';

const { BuiltinModule, publicNames } = require('internal/boot/loader');

for (const id of publicNames) {
  if (!BuiltinModule.exists(id)) continue;
  try {
    require(id);
  } catch (error) {
    if (error?.message?.startsWith('No such built-in module')) continue; // not written yet
    internalBinding('process').rawDebug(`mksnapshot: cannot load ${id}: ${error?.stack ?? error}`);
    internalBinding('process').reallyExit(1);
  }
}
