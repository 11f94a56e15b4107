// SPDX-License-Identifier: MIT
// process.versions lists the names that Node 24 has; what Eddy has besides is there for who asks for it.
'use strict';
const assert = require('node:assert');

assert.deepStrictEqual(Object.keys(process.versions).sort(), [
  'acorn', 'ada', 'amaro', 'ares', 'brotli', 'cjs_module_lexer', 'cldr', 'icu', 'llhttp', 'modules', 'napi', 'nbytes', 'ncrypto',
  'nghttp2', 'node', 'openssl', 'simdjson', 'simdutf', 'sqlite', 'tz', 'undici', 'unicode', 'uv', 'uvwasi', 'v8', 'zlib', 'zstd',
]);
for (const name of ['eddy', 'libdeflate']) assert.match(process.versions[name], /^\d+\.\d+/);
for (const version of Object.values(process.versions)) assert.match(version, /^\d/);
assert.throws(() => { process.versions.node = '1'; }, TypeError);
