// SPDX-License-Identifier: MIT
// Makes what the modules in the snapshot export smaller. An object literal of forty properties leaves forty hidden classes behind,
// each the way to the next, and every start would restore them all. An object that has been somebody's prototype gets one class of
// its own, and is as fast.
'use strict';

const { BuiltinModule } = require('internal/boot/loader');
const { compact } = require('internal/boot/lazy');

BuiltinModule.map.forEach(({ exports }) => {
  if (typeof exports === 'object' && exports !== null) compact(exports);
});
compact(require('internal/boot/loader'));
// Programs look at it all the time, and each process.nextTick() does: as one of many properties that came one by one it would be a
// hash table.
compact(process);
