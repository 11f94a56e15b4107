// SPDX-License-Identifier: MIT
// Functions that make objects can be called with `new`, which programs do.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');
const dgram = require('node:dgram');
const zlib = require('node:zlib');

for (const name of Object.keys(zlib).filter((key) => /^create[A-Z]/.test(key))) {
  const stream = new zlib[name]();
  assert.ok(stream instanceof zlib[name.slice('create'.length)]);
  assert.strictEqual(zlib[name].name, name);
}
assert.ok(new crypto.createSign('sha256') instanceof crypto.Sign);
assert.ok(new crypto.createVerify('sha256') instanceof crypto.Verify);
assert.ok(new crypto.createECDH('prime256v1') instanceof crypto.ECDH);
assert.ok(new crypto.createDiffieHellmanGroup('modp14') instanceof crypto.DiffieHellmanGroup);
assert.ok(new crypto.getDiffieHellman('modp14') instanceof crypto.DiffieHellmanGroup);
assert.ok(new crypto.createDiffieHellman(new crypto.getDiffieHellman('modp14').getPrime()) instanceof crypto.DiffieHellman);
new dgram.createSocket('udp4').close();
