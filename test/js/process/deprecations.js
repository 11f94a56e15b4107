// SPDX-License-Identifier: MIT
// Flags: --pending-deprecation
// Deprecation warnings: once each, with their codes.
'use strict';
const assert = require('assert');
const crypto = require('crypto');
const repl = require('repl');
const { PassThrough } = require('stream');
const zlib = require('zlib');

const ecdh = crypto.createECDH('prime256v1');
ecdh.generateKeys();

const codes = [];
process.on('warning', (warning) => codes.push(warning.code));
process.on('multipleResolves', () => {});
for (let i = 0; i < 2; i++) {
  new Promise((resolve) => { // eslint-disable-line no-new
    resolve();
    resolve();
  });
  process.binding('uv').errname(-1);
  zlib.Gzip();
  zlib.Deflate();
  repl.REPLServer({ input: new PassThrough(), output: new PassThrough() }).close();
  crypto.fips;
  ecdh.setPublicKey(ecdh.getPublicKey());
  process._tickCallback();
  require('module')._debug('');
}
process.on('exit', () => assert.deepStrictEqual(codes.sort(), [
  'DEP0031', 'DEP0077', 'DEP0093', 'DEP0111', 'DEP0119', 'DEP0134', 'DEP0160', 'DEP0184', 'DEP0185',
]));
