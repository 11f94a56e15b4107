// SPDX-License-Identifier: MIT
// A key that verifies again and again, for which more is kept, says what a key says that does so for the first time.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');

const ROUNDS = Number(process.env.ROUNDS ?? 16);
const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const bytes = (number) => Buffer.from((number % 2n ** 256n).toString(16).padStart(64, '0'), 'hex');
const number = (buffer) => BigInt(`0x${buffer.toString('hex')}`);
const mod = (a) => ((a % n) + n) % n;

function pair(d) {
  const ecdh = crypto.createECDH('prime256v1');
  ecdh.setPrivateKey(bytes(d));
  const point = ecdh.getPublicKey();
  const jwk = { kty: 'EC', crv: 'P-256', x: point.toString('base64url', 1, 33), y: point.toString('base64url', 33) };
  const publicKey = () => crypto.createPublicKey({ key: jwk, format: 'jwk' });
  return { privateKey: crypto.createPrivateKey({ key: { ...jwk, d: bytes(d).toString('base64url') }, format: 'jwk' }), publicKey };
}

function der(r, s) {
  const integer = (value) => {
    const raw = Buffer.from(value.toString(16).padStart(value.toString(16).length + 1 & ~1, '0'), 'hex');
    const body = raw[0] & 0x80 ? Buffer.concat([Buffer.of(0), raw]) : raw;
    return Buffer.concat([Buffer.of(2, body.length), body]);
  };
  const body = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

let right = 0;
function check(keys, used, digest, data, signature, dsaEncoding) {
  const first = crypto.verify(digest, data, { key: keys.publicKey(), dsaEncoding }, signature);
  assert.strictEqual(crypto.verify(digest, data, { key: used, dsaEncoding }, signature), first, signature.toString('hex'));
  if (dsaEncoding === 'der') assert.strictEqual(crypto.createVerify(digest).update(data).verify({ key: used, dsaEncoding }, signature), first);
  if (first) right++;
}

// 1, 2 … and their negatives: the sums on the way are of points that are equal, or cancel each other out
for (const d of [1n, 2n, 3n, 2n ** 32n, 2n ** 224n * 5n % n, n - 1n, n - 2n, n - 3n, n / 2n, mod(number(crypto.randomBytes(40)))]) {
  const keys = pair(d), used = keys.publicKey();
  for (let i = 0; i < ROUNDS; i++) {
    const data = crypto.randomBytes(i), digest = ['sha256', 'sha1', 'sha512', 'sha3-256'][i % 4];
    const p1363 = crypto.sign(digest, data, { key: keys.privateKey, dsaEncoding: 'ieee-p1363' });
    const [r, s] = [number(p1363.subarray(0, 32)), number(p1363.subarray(32))];
    const e = number(crypto.hash(digest, data, 'buffer').subarray(0, 32));
    check(keys, used, digest, data, p1363, 'ieee-p1363');
    check(keys, used, digest, data, crypto.sign(digest, data, keys.privateKey), 'der');
    const numbers = [[r, n - s], [r, s ^ 1n], [r ^ 2n ** 200n, s], [mod(e), s], [mod(-e), s], [mod(d * e), s], [mod(-e * d), 1n], [1n, 1n], [0n, s], [r, 0n],
      [n, s], [r, n], [r + n, s], [r, s + n], [n - 1n, n - 1n], [p - n - 1n, s], [p - n, s], [2n ** 256n - 1n, s]];
    for (const [x, y] of i < 8 ? numbers : numbers.slice(0, 7)) {
      check(keys, used, digest, data, der(x, y), 'der');
      check(keys, used, digest, data, Buffer.concat([bytes(x), bytes(y)]), 'ieee-p1363');
    }
    const good = der(r, s), at = i % good.length;
    for (const change of [1, 0x80, 0xff]) {
      const bad = Buffer.from(good);
      bad[at] ^= change;
      check(keys, used, digest, data, bad, 'der');
    }
    for (const bad of [good.subarray(0, at), Buffer.concat([good, Buffer.of(0)]), p1363]) check(keys, used, digest, data, bad, 'der');
    check(keys, used, digest, data, p1363.subarray(0, at), 'ieee-p1363');
  }
}
assert.ok(right >= 10 * ROUNDS * 4, String(right));
