// SPDX-License-Identifier: MIT
// The memory of dead buffers is kept for new ones, up to a bound, and given back when the process has nothing to do.
'use strict';
const assert = require('node:assert');

if (process.env.ASAN_OPTIONS) { // freed memory is kept for a while, to find its users
  console.log('resident memory of a sanitizer build says nothing');
  process.exit(77);
}
const MIB = 2 ** 20;
const rss = () => process.memoryUsage.rss() / MIB;

// Half a gigabyte goes through a few megabytes.
const before = rss();
for (const size of [200, 1024, 5000, 16_384, 65_536, 300_000, 1_048_576, 4_000_000]) {
  for (let bytes = 0; bytes < 64 * MIB; bytes += size) Buffer.alloc(size, 1);
  assert.ok(rss() - before < 110, `${(rss() - before).toFixed(0)} MiB more, buffers of ${size}`);
}

let burst = Array.from({ length: 1600 }, () => Buffer.alloc(65_536, 1));
const peak = rss();
assert.strictEqual(burst.length, 1600);
burst = null;
for (let i = 0; i < 600; i++) Buffer.alloc(262_144);
let rest = 2500;
(function look() {
  if (rss() < peak - 80) return;
  assert.ok(rest < 30_000, `still ${rss().toFixed(0)} of ${peak.toFixed(0)} MiB`);
  setTimeout(look, rest *= 1.3);
})();
