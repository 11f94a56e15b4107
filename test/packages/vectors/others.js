// The answers for what is used less: Camellia, SM4, triple DES, ChaCha20; MD5, RIPEMD-160, BLAKE2, SM3.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');
const { records, hex, list } = require('./support/read.js');

let count = 0;

function bothWays(name, key, iv, plain, sealed) {
  const c = crypto.createCipheriv(name, key, iv);
  if (/cbc|ecb/.test(name)) c.setAutoPadding(false);
  assert.strictEqual(c.update(plain, 'hex', 'hex') + c.final('hex'), sealed.toLowerCase(), name);
  const d = crypto.createDecipheriv(name, key, iv);
  if (/cbc|ecb/.test(name)) d.setAutoPadding(false);
  assert.strictEqual(d.update(sealed, 'hex', 'hex') + d.final('hex'), plain.toLowerCase(), name);
  count++;
}

function blocks() {
  for (const [folder, name] of [['Camellia', (key, mode) => `camellia-${key.length * 8}-${mode}`], ['SM4', (key, mode) => `sm4-${mode}`]]) {
    for (const file of list(`ciphers/${folder}`, /(cbc|cfb|ctr|ecb|ofb)\.txt$/)) {
      const mode = /(\w{3})\.txt$/.exec(file)[1];
      for (const r of records(file)) {
        if (r.plaintext === undefined) continue;
        const key = hex(r.key);
        bothWays(name(key, mode), key, mode === 'ecb' ? null : hex(r.iv), r.plaintext, r.ciphertext);
      }
    }
  }
}

function tripleDes() {
  for (const [mode, name] of [['CBC', 'des-ede3-cbc'], ['CFB', 'des-ede3-cfb'], ['ECB', 'des-ede3-ecb'], ['OFB', 'des-ede3-ofb']]) {
    for (const file of list(`ciphers/3DES/${mode}`, mode === 'CFB' ? /^TCFB64MMT\d/ : /^T...MMT\d/)) {
      for (const r of records(file)) {
        if (r.plaintext === undefined) continue;
        bothWays(name, hex(r.key1 ? r.key1 + r.key2 + r.key3 : r.keys.repeat(3)), mode === 'ECB' ? null : hex(r.iv), r.plaintext, r.ciphertext);
      }
    }
  }
}

function chacha() {
  for (const r of records('ciphers/ChaCha20/rfc7539.txt')) {
    if (r.plaintext === undefined) continue;
    const counter = Buffer.alloc(4);
    counter.writeUInt32LE(Number(r.initial_block_counter));
    bothWays('chacha20', hex(r.key), Buffer.concat([counter, hex(r.nonce)]), r.plaintext, r.ciphertext);
  }
}

function hashes() {
  for (const [file, name] of [['blake2/blake2b.txt', 'blake2b512'], ['blake2/blake2s.txt', 'blake2s256'], ['SM3/oscca.txt', 'sm3'],
    ['ripemd160/ripevectors.txt', 'ripemd160'], ['MD5/rfc-1321.txt', 'md5']]) {
    for (const r of records(`hashes/${file}`)) {
      if (r.md === undefined) continue;
      const data = hex(r.msg).subarray(0, Number(r.len) / 8);
      assert.strictEqual(crypto.hash(name, data), r.md.toLowerCase(), name);
      assert.strictEqual(crypto.createHash(name).update(data).digest('hex'), r.md.toLowerCase());
      count++;
    }
  }
}

for (const part of [blocks, tripleDes, chacha, hashes]) {
  const before = count;
  part();
  assert.ok(count > before + 2, `${part.name}: ${count - before} vectors`);
  console.log(part.name, count - before);
}
