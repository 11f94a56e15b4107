// SPDX-License-Identifier: MIT
// The two flags that src/loop.c looks at after each callback: [0] there are ticks, [1] rejections.
'use strict';

const { Uint8Array, ArrayBuffer } = primordials;

module.exports = { tickInfo: new Uint8Array(new ArrayBuffer(8)) };
