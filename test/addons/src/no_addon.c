// SPDX-License-Identifier: MIT
// no_addon.c: a library that registers nothing (test/addons/refused.js).
int nothing_here;
