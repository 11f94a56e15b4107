// SPDX-License-Identifier: MIT
'use strict';
// Memory that is transferred, shrunk or grown while arguments are read, or while a thread works on it: an answer or an error, never a crash.
const assert = require('assert');
const crypto = require('crypto');

const makes = [() => new ArrayBuffer(64), () => new ArrayBuffer(64, { maxByteLength: 128 })];
const takes = [(m) => { if (!m.detached) structuredClone(m, { transfer: [m] }); }, (m) => m.resizable && m.resize(0), (m) => m.resizable && m.resize(3), (m) => m.resizable && m.resize(128)];
const views = [(m) => Buffer.from(m), (m) => new Uint8Array(m, 8, 32), (m) => new Uint16Array(m), (m) => new DataView(m, 4)];
const key = crypto.createSecretKey(Buffer.alloc(16));
let waiting = 0;
let answers = 0;
const told = (error, result) => {
  waiting--;
  answers++;
  assert.ok(error instanceof Error || result !== undefined);
};
const later = (start) => { waiting++; try { start(told); } catch (error) { waiting--; throw error; } };
const calls = {
  hash: (b, take) => { const h = crypto.createHash('sha256').update(b); take(); return h.update(b).digest(); },
  hmac: (b, take, evil) => crypto.createHmac('sha1', b, evil('encoding', 'utf8')).update(b).digest(),
  oneShot: (b, take, evil) => crypto.hash('sha1', b, evil('outputEncoding', 'hex')),
  cipher: (b, take) => { const c = crypto.createCipheriv('aes-128-ctr', key, Buffer.alloc(16)); c.update(b); take(); return [c.update(b), c.final()]; },
  iv: (b, take, evil) => crypto.createCipheriv('aes-128-gcm', key, b, evil('authTagLength', 16)).update('a'),
  aad: (b, take, evil) => crypto.createCipheriv('aes-128-ccm', key, Buffer.alloc(12), { authTagLength: 16 }).setAAD(b, evil('plaintextLength', 5)),
  fill: (b, take) => later((callback) => { crypto.randomFill(b, callback); take(); }),
  fillPart: (b, take) => { take(); return crypto.randomFillSync(b, 2, 4); },
  values: (b, take) => { take(); return crypto.getRandomValues(b); },
  equal: (b, take) => { take(); return crypto.timingSafeEqual(b, b); },
  pbkdf2: (b, take) => later((callback) => { crypto.pbkdf2(b, b, 2, 8, 'sha1', callback); take(); }),
  scrypt: (b, take, evil) => later((callback) => { crypto.scrypt(b, b, 8, evil('N', 16), callback); take(); }),
  scryptSync: (b, take, evil) => crypto.scryptSync(b, b, 8, evil('N', 16)),
  hkdf: (b, take) => later((callback) => { crypto.hkdf('sha1', b, b, b, 8, callback); take(); }),
  secret: (b, take) => { const k = crypto.createSecretKey(b); take(); assert.strictEqual(k.export().length, k.symmetricKeySize); return k; },
  sign: (b, take) => later((callback) => { crypto.sign('sha256', b, signing, callback); take(); }),
  prime: (b, take) => { take(); return crypto.checkPrimeSync(b); },
  key: (b, take, evil) => crypto.createPublicKey(evil('key', b, { format: 'der', type: 'spki' })),
  dh: (b, take) => { take(); return crypto.createDiffieHellman(b).verifyError; },
};
const signing = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
for (const [name, call] of Object.entries(calls)) {
  for (const make of makes) {
    for (const take of takes) {
      for (const view of views) {
        const memory = make();
        new Uint8Array(memory).fill(97);
        const evil = (option, value, rest) => ({ ...rest, get [option]() { take(memory); return value; } });
        try {
          call(view(memory), () => take(memory), evil);
          answers++;
        } catch (error) {
          assert.ok(error instanceof Error, name);
          answers++;
        }
      }
    }
  }
}

// What a thread works on is what was there.
const password = new Uint8Array(64).fill(97);
const expected = crypto.pbkdf2Sync('a'.repeat(64), 'salt', 1000, 16, 'sha1').toString('hex');
waiting++;
crypto.pbkdf2(password, 'salt', 1000, 16, 'sha1', (error, bytes) => {
  waiting--;
  assert.ifError(error);
  assert.strictEqual(bytes.toString('hex'), expected);
});
structuredClone(password.buffer, { transfer: [password.buffer] });
process.on('exit', () => {
  assert.strictEqual(waiting, 0);
  assert.ok(answers > 400);
});
