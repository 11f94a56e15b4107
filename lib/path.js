// SPDX-License-Identifier: MIT
// require('path'): the flavour of this system, and both by name.
'use strict';

const posix = require('internal/path_posix');
const win32 = require('internal/path_win32');

posix.posix = win32.posix = posix;
posix.win32 = win32.win32 = win32;
// Old names that programs still use.
posix._makeLong = posix.toNamespacedPath;
win32._makeLong = win32.toNamespacedPath;

module.exports = process.platform === 'win32' ? win32 : posix;
