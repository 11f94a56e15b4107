// SPDX-License-Identifier: MIT
// Flags for C: src/loop.c looks after each callback at [0], there are ticks, and [1], rejections; the engine, under
// --abort-on-uncaught-exception, at [2]: somebody captures uncaught exceptions (internal/process/execution).
'use strict';

const { Uint8Array, ArrayBuffer } = primordials;

module.exports = { tickInfo: new Uint8Array(new ArrayBuffer(8)) };
