// NIST's and the RFCs' answers for hashes, HMAC, HKDF, PBKDF2 and scrypt, and Wycheproof's for HMAC and HKDF.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { records, blobs, hex, list } = require('./support/read.js');

const CRATES = '/usr/share/cargo/registry';
const crate = (name, file) =>
  path.join(CRATES, fs.readdirSync(CRATES).find((one) => one.startsWith(`${name}-0`)), 'tests/data', file);
let count = 0;

function hashes() {
  for (const [folder, names] of [['SHA1', { SHA1: 'sha1' }], ['SHA3', { SHA3_224: 'sha3-224', SHA3_256: 'sha3-256', SHA3_384: 'sha3-384', SHA3_512: 'sha3-512' }],
    ['SHA2', { SHA224: 'sha224', SHA256: 'sha256', SHA384: 'sha384', SHA512: 'sha512', SHA512_224: 'sha512-224', SHA512_256: 'sha512-256' }]]) {
    for (const [file, name] of Object.entries(names)) {
      for (const size of ['Short', 'Long']) {
        for (const r of records(`hashes/${folder}/${file}${size}Msg.rsp`)) {
          if (r.msg === undefined) continue;
          const data = hex(r.msg).subarray(0, Number(r.len) / 8);
          assert.strictEqual(crypto.hash(name, data), r.md);
          const half = data.length >> 1;
          assert.strictEqual(crypto.createHash(name).update(data.subarray(0, half)).update(data.subarray(half)).digest('hex'), r.md);
          count++;
        }
      }
    }
  }
  for (const bits of [128, 256]) {
    for (const r of records(`hashes/SHAKE/SHAKE${bits}VariableOut.rsp`)) {
      if (r.msg === undefined || r.outputlen % 8) continue;
      assert.strictEqual(crypto.createHash(`shake${bits}`, { outputLength: r.outputlen / 8 }).update(hex(r.msg)).digest('hex'), r.output);
      count++;
    }
  }
}

function hmac() {
  for (const file of list('HMAC', /^rfc/)) {
    const name = /-(\w+)\.txt$/.exec(file)[1];
    for (const r of records(file)) {
      if (r.md === undefined) continue;
      assert.strictEqual(crypto.createHmac(name, hex(r.key)).update(hex(r.msg)).digest('hex'), r.md.toLowerCase());
      count++;
    }
  }
  for (const name of ['sha1', 'sha256', 'sha384', 'sha512']) {
    const fields = blobs(crate('hmac', `wycheproof-${name}.blb`));
    for (let i = 0; i + 3 <= fields.length; i += 3) {
      const [key, message, tag] = fields.slice(i, i + 3); // the tag may be cut
      assert.deepStrictEqual(crypto.createHmac(name, key).update(message).digest().subarray(0, tag.length), tag);
      count++;
    }
  }
}

function derived() {
  for (const name of ['sha1', 'sha256', 'sha384', 'sha512']) {
    const fields = blobs(crate('hkdf', `wycheproof-${name}.blb`));
    for (let i = 0; i + 4 <= fields.length; i += 4) {
      const [key, salt, info, out] = fields.slice(i, i + 4);
      assert.deepStrictEqual(Buffer.from(crypto.hkdfSync(name, key, salt, info, out.length)), out);
      count++;
    }
  }
  for (const r of records('KDF/rfc-6070-PBKDF2-SHA1.txt')) {
    if (r.iterations > 100_000) continue;
    const text = (value) => value.replaceAll('\\0', '\0');
    assert.strictEqual(crypto.pbkdf2Sync(text(r.password), text(r.salt), Number(r.iterations), Number(r.length), 'sha1').toString('hex'), r.derived_key);
    count++;
  }
  for (const r of records('KDF/scrypt.txt')) {
    if (r.n > 20_000) continue;
    const options = { N: Number(r.n), r: Number(r.r), p: Number(r.p), maxmem: 1 << 26 };
    assert.strictEqual(crypto.scryptSync(r.password, r.salt, Number(r.length), options).toString('hex'), r.derived_key);
    count++;
  }
}

for (const part of [hashes, hmac, derived]) {
  const before = count;
  part();
  assert.ok(count > before + 100, `${part.name}: ${count - before} vectors`);
  console.log(part.name, count - before);
}
