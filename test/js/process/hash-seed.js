// Flags: --expose-internals
// The hash seed differs in every process, although all start from one snapshot.
'use strict';
const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const { internalBinding } = require('internal/test/binding');

const text = 'colliding keys';
if (process.argv[2] === 'child') {
  console.log(internalBinding('process').stringHash(text));
} else {
  const hashes = new Set([String(internalBinding('process').stringHash(text))]);
  for (let i = 0; i < 3; i++) {
    hashes.add(execFileSync(process.execPath, ['--expose-internals', __filename, 'child'], { encoding: 'utf8' }).trim());
  }
  assert.ok(hashes.size > 1, `the same hash in every process: ${[...hashes]}`);
}
