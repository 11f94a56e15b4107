// SPDX-License-Identifier: MIT
// Before a program's heap is written: takes back what this process has put into the library's state, so that each
// process that starts from the snapshot begins with its own options, environment, directory, streams and warnings.
'use strict';

const { StringPrototypeStartsWith, globalThis } = primordials;
const { BuiltinModule } = require('internal/boot/loader');

// Of modules that nobody has loaded there is nothing to take back.
const resets = {
  '__proto__': null,
  // An inspector's (of coverage, too) cannot be written down.
  'internal/console/create_task': ({ createTask }) => { globalThis.console.createTask = createTask; },
  'internal/crypto/random': (random) => random.forget(),
  'internal/process/env': (env) => env.forget(),
  'internal/process/cwd': (cwd) => cwd.forget(),
  'internal/process/stdio': (stdio) => stdio.forget(process),
  'internal/process/warning': (warning) => warning.forget(),
  'internal/dns/utils': (dns) => dns.setDefaultResolver(undefined),
  'internal/modules/package_json_reader': (reader) => reader.forgetAll(),
  'internal/modules/cjs/loader': ({ Module }) => {
    Module._pathCache = { __proto__: null };
    if (process.mainModule !== undefined) delete Module._cache[process.mainModule.filename];
    process.mainModule = undefined;
  },
  'internal/options': (options) => options.refreshOptions(), // the last: those above may ask for some
};

/** Takes everything back. Nothing of the library may run afterwards in this process. */
function resetLibrary() {
  const { map } = BuiltinModule;
  for (const id in resets) {
    if (map.has(id)) resets[id](map.get(id).exports);
  }
  // The entry points run again in the new process.
  const entries = [];
  map.forEach((mod, id) => {
    if (StringPrototypeStartsWith(id, 'internal/main/')) entries[entries.length] = id;
  });
  for (let i = 0; i < entries.length; i++) map.delete(entries[i]);
  // Strings of this process that the next shall not find in its heap; it sets its own.
  const own = ['argv', 'execArgv', 'argv0', 'execPath'];
  for (let i = 0; i < own.length; i++) delete process[own[i]];
  const { defineLazy, defineTitle } = require('internal/process/setup');
  defineLazy(process);
  defineTitle(process);
}

module.exports = { resetLibrary };
