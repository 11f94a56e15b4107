// SPDX-License-Identifier: MIT
// The values of command-line options, each read from C when first asked for.
'use strict';

const {
  ArrayIsArray, SafeArrayIterator, StringPrototypeIndexOf, StringPrototypeSlice, StringPrototypeStartsWith,
} = primordials;

const { getOption } = internalBinding('options');

let options = { __proto__: null };
let given = false;

// What each start asks for: the defaults lie in the snapshot, and hold as long as nobody says anything else (boot/boot.js).
for (const name of ['--entry-url', '--global-search-paths', '--trace-env', '--preserve-symlinks-main', '--import', '--addons',
                    '--experimental-default-type', '--experimental-loader', '--inspect-brk', '--input-type', '--conditions',
                    '--experimental-require-module']) {
  options[name] = getOption(name);
}

/** Whether any has another value than by default. */
const areOptionsGiven = () => given;

/**
 * @param {string} name e.g. '--max-http-header-size'
 * @returns {boolean|string|number|string[]|undefined}
 */
function getOptionValue(name) {
  const value = options[name];
  return value !== undefined || name in options ? value : (options[name] = getOption(name));
}

/**
 * A worker's own options on top of the process's.
 * @param {string[]} args as on a command line
 */
function overrideOptions(args) {
  if (args.length > 0) given = true;
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--') continue;
    const equals = StringPrototypeIndexOf(args[i], '=');
    let name = equals < 0 ? args[i] : StringPrototypeSlice(args[i], 0, equals);
    let value = equals < 0 ? undefined : StringPrototypeSlice(args[i], equals + 1);
    const negative = StringPrototypeStartsWith(name, '--no-') && getOptionValue(name) === undefined;
    if (negative) name = `--${StringPrototypeSlice(name, 5)}`;
    const old = getOptionValue(name);
    if (typeof old === 'boolean') {
      options[name] = !negative;
      continue;
    }
    value ??= args[++i];
    if (ArrayIsArray(old)) options[name] = [...new SafeArrayIterator(old), value];
    else options[name] = typeof old === 'number' ? +value : value;
  }
}

/**
 * What cannot lie in a snapshot is refused while one is built (--build-snapshot).
 * @param {string} what
 * @throws {ERR_NOT_SUPPORTED_IN_SNAPSHOT}
 */
function refuseInSnapshot(what) {
  if (!getOptionValue('--build-snapshot')) return;
  const { codes: { ERR_NOT_SUPPORTED_IN_SNAPSHOT } } = require('internal/errors');
  throw new ERR_NOT_SUPPORTED_IN_SNAPSHOT(what);
}

/** Forgets them: this process has others than the snapshot that it started from. */
function refreshOptions() {
  given = true;
  options = { __proto__: null };
}

module.exports = { areOptionsGiven, getOptionValue, overrideOptions, refreshOptions, refuseInSnapshot };
