// SPDX-License-Identifier: MIT
// require('path'): the flavour of this system, and both by name.
'use strict';

const posix = require('internal/path_posix');
const { lazyProperty } = require('internal/boot/lazy');

lazyProperty(posix, 'win32', true, () => {
  const win32 = require('internal/path_win32');
  win32.posix = posix;
  win32._makeLong = win32.toNamespacedPath;
  return win32.win32 = win32;
});
posix.posix = posix;
// An old name that programs still use.
posix._makeLong = posix.toNamespacedPath;

module.exports = posix;
