// SPDX-License-Identifier: MIT
// The first JavaScript to run, while the start-up snapshot is built (or at start, with EDDY_LIB).
// Makes primordials, the library's loader, the process object and the globals. Nothing here may look at
// argv, the environment, the working directory, file descriptors or the time.
'use strict';

const builtins = internalBinding('builtins');

builtins.compile('internal/boot/primordials')(
  exports, undefined, module, process, internalBinding, primordials);

const loaderModule = { exports: {} };
builtins.compile('internal/boot/loader')(
  loaderModule.exports, undefined, loaderModule, process, internalBinding, primordials);
const { expectPrograms, requireBuiltin } = loaderModule.exports;
builtins.setSlot('require', requireBuiltin);

requireBuiltin('internal/boot/node');
expectPrograms();

const { refreshOptions } = requireBuiltin('internal/options');
const { anyGiven } = internalBinding('options');

// C starts a process or worker with this: loads lib/internal/main/<name>.js, and calls what it exports, if that is a function.
builtins.setSlot('main', function main(name) {
  if (anyGiven()) refreshOptions();
  const run = requireBuiltin(`internal/main/${name}`);
  if (typeof run === 'function') run();
});
