// SPDX-License-Identifier: MIT
// node:constants: deprecated; the constants of os, fs and crypto in one object.
'use strict';

const constants = internalBinding('constants');

Object.assign(exports, constants.os.dlopen, constants.os.errno, constants.os.priority, constants.os.signals,
              constants.fs, constants.crypto);
Object.freeze(exports);
