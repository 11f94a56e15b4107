// SPDX-License-Identifier: MIT
// AES-GCM through the processor's widest instructions is what OpenSSL makes of it: keys, nonces, additional data and texts
// of all lengths, whole and in pieces, in place (Web Crypto) and not. The child sees a processor without VAES.
'use strict';

const assert = require('node:assert');
const crypto = require('node:crypto');
const { execFileSync } = require('node:child_process');

let state = 1;
const next = (limit) => (state = (state * 1103515245 + 12345) % 2147483648) % limit;
const bytes = (length) => crypto.createHash('shake256', { outputLength: length || 1 }).update(String(next(2 ** 31))).digest().subarray(0, length);

function pieces(data) {
  const out = [];
  while (data.length) {
    const n = next(4) === 0 ? next(data.length + 1) : Math.min(next(70), data.length);
    out.push(data.subarray(0, n));
    data = data.subarray(n);
  }
  return out;
}

function opened(name, { key, iv, aad, text, tag }, tagLength) {
  const d = crypto.createDecipheriv(name, key, iv, { authTagLength: tagLength }).setAuthTag(tag);
  for (const part of aad) d.setAAD(part);
  return Buffer.concat([...pieces(text).map((part) => d.update(part)), d.final()]);
}

async function message(all, keyLength, ivLength, textLength) {
  const name = `aes-${keyLength * 8}-gcm`, key = bytes(keyLength), iv = bytes(ivLength), plain = bytes(textLength);
  const aad = next(3) ? pieces(bytes(next(300))) : [];
  const tagLength = [16, 12, 15, 4][next(4)];
  const c = crypto.createCipheriv(name, key, iv, { authTagLength: tagLength });
  for (const part of aad) assert.strictEqual(c.setAAD(part), c);
  const text = Buffer.concat([...pieces(plain).map((part) => c.update(part)), c.final()]), tag = c.getAuthTag();
  all.update(text).update(tag);
  assert.deepStrictEqual(opened(name, { key, iv, aad, text, tag }, tagLength), plain);
  const bad = Buffer.from(tag);
  bad[next(tagLength)] ^= 1 << next(8);
  assert.throws(() => opened(name, { key, iv, aad, text, tag: bad }, tagLength), { message: /unable to authenticate/ });
  if (textLength) {
    text[next(textLength)] ^= 1;
    assert.throws(() => opened(name, { key, iv, aad, text, tag }, tagLength), { message: /unable to authenticate/ });
  }
  const webKey = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const algorithm = { name: 'AES-GCM', iv, additionalData: Buffer.concat(aad), tagLength: tagLength * 8 };
  if (tagLength === 15) algorithm.tagLength = 120;
  const sealed = Buffer.from(await crypto.subtle.encrypt(algorithm, webKey, plain));
  all.update(sealed);
  assert.deepStrictEqual(sealed.subarray(textLength), tag);
  assert.deepStrictEqual(Buffer.from(await crypto.subtle.decrypt(algorithm, webKey, sealed)), Buffer.from(plain));
  sealed[next(sealed.length)] ^= 0x80;
  await assert.rejects(crypto.subtle.decrypt(algorithm, webKey, sealed), { name: 'OperationError' });
}

async function main() {
  const all = crypto.createHash('sha256');
  for (const keyLength of [16, 24, 32]) {
    for (const ivLength of [1, 7, 8, 11, 12, 13, 15, 16, 17, 60, 128]) await message(all, keyLength, ivLength, next(500));
    for (let length = 0; length < 300; length += 1 + next(9)) await message(all, keyLength, 12, length);
    for (const length of [767, 768, 769, 1535, 1536, 2048, 4095, 16384, 70001]) await message(all, keyLength, 12, length);
  }
  const sum = all.digest('hex');
  if (process.argv[2] === 'child') return console.log(sum);
  const env = { ...process.env, OPENSSL_ia32cap: ':~0x60000000000' };
  const other = execFileSync(process.execPath, [__filename, 'child'], { env, encoding: 'utf8' });
  assert.strictEqual(other.trim(), sum);
}

main();
