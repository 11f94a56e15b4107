// SPDX-License-Identifier: MIT
// usage: eddy tools/tsan_reports.js FOLDER: prints those of ThreadSanitizer's reports that concern our own code, and
// ends with 1 if there are any. V8 and libuv are not instrumented: what they do to each other's memory through malloc
// and memcpy looks like races, because ThreadSanitizer does not see how they synchronise. A report is ours when the
// first frame of one of its accesses, below the sanitizer's own, is a file of src/.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const folder = process.argv[2];
const access = /^ {2}(?:Previous )?(?:atomic )?(?:read|write) of size/i;

/** @param {string} report @returns {boolean} */
function isOurs(report) {
  // V8 frees memory of buffers on a thread of its own, long after it was last used.
  if (/#1 (?:FreeStore|eddy::Allocator::Free)/.test(report)) return false;
  let inAccess = false;
  for (const line of report.split('\n')) {
    if (access.test(line)) inAccess = true;
    else if (inAccess && /^ {4}#\d+ /.test(line)) {
      if (/libsanitizer| __wrap_(?:mem|_Z(?:[nd]|N2v88internal8Malloced))/.test(line)) continue; // compat.cc and small_new.cc stand in for the libraries
      if (/ (?:\.\.\/)*(?:\S*\/)?src\/\S+:\d+/.test(line)) return true;
      inAccess = false;
    } else {
      inAccess = false;
    }
  }
  return !/WARNING: ThreadSanitizer: data race/.test(report); // a lock that is misused, a thread that leaks
}

const ours = new Map(); // how often each
let all = 0;
for (const name of fs.readdirSync(folder)) {
  for (const report of fs.readFileSync(path.join(folder, name), 'utf8').split('==================\n')) {
    if (!report.includes('WARNING: ThreadSanitizer')) continue;
    all++;
    if (!isOurs(report)) continue;
    const key = report.replace(/pid=\d+|0x[0-9a-f]+|T\d+|tid=\d+/g, '');
    ours.set(key, { report, times: (ours.get(key)?.times ?? 0) + 1 });
  }
}
for (const { report, times } of ours.values()) console.log(`${times} times:\n${report}`);
console.log(`${ours.size} races of our own, ${all} reports in all`);
process.exitCode = ours.size > 0 ? 1 : 0;
