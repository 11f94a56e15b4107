// SPDX-License-Identifier: MIT
'use strict';

// Whether output may be in colour, and the few sequences that assert, test runner and REPL use.

let getColorDepth;

module.exports = {
  blue: '',
  green: '',
  white: '',
  yellow: '',
  red: '',
  gray: '',
  cyan: '',
  clear: '',
  reset: '',
  hasColors: false,
  /** FORCE_COLOR decides; else whether `stream` is a terminal with colours. */
  shouldColorize(stream) {
    if (process.env.FORCE_COLOR !== undefined) {
      getColorDepth ??= require('internal/tty').getColorDepth;
      return getColorDepth() > 2;
    }
    return stream?.isTTY && (typeof stream.getColorDepth === 'function' ? stream.getColorDepth() > 2 : true);
  },
  refresh() {
    const on = module.exports.shouldColorize(process.stderr);
    module.exports.blue = on ? '\u001b[34m' : '';
    module.exports.green = on ? '\u001b[32m' : '';
    module.exports.white = on ? '\u001b[39m' : '';
    module.exports.yellow = on ? '\u001b[33m' : '';
    module.exports.red = on ? '\u001b[31m' : '';
    module.exports.gray = on ? '\u001b[90m' : '';
    module.exports.cyan = on ? '\u001b[36m' : '';
    module.exports.clear = on ? '\u001bc' : '';
    module.exports.reset = on ? '\u001b[0m' : '';
    module.exports.hasColors = Boolean(on);
  },
};
