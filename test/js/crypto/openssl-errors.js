// Errors of OpenSSL as Node tells them: which is the text, which are in the stack, and where none of it is told.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');
const { createCipheriv, createDecipheriv, createPrivateKey, getCipherInfo, hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scryptSync } = crypto;

const caught = (fn) => {
  try {
    fn();
  } catch (error) {
    return { ...error, name: error.name, message: error.message };
  }
  return assert.fail('no error');
};
const key = (n) => Buffer.from(Array.from({ length: n }, (_, i) => i));

// The end of a message: the error and a stack with it alone.
const short = 'error:1C80006B:Provider routines::wrong final block length';
const final = caught(() => {
  const decipher = createDecipheriv('aes-128-cbc', key(16), key(16));
  decipher.update(key(15));
  decipher.final();
});
assert.deepStrictEqual(final, { opensslErrorStack: [short], library: 'Provider routines', reason: 'wrong final block length',
                                code: 'ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH', name: 'Error', message: short });
assert.deepStrictEqual(Object.keys(final).slice(0, 4), ['opensslErrorStack', 'library', 'reason', 'code']);

// Data that cannot be: no code.
const refused = { name: 'Error', message: 'Trying to add data in unsupported state' };
assert.deepStrictEqual(caught(() => createCipheriv('id-aes128-wrap', key(16), Buffer.alloc(8, 0xa6)).update(key(7))), refused);
assert.deepStrictEqual(caught(() => createDecipheriv('id-aes128-wrap', key(16), Buffer.alloc(8, 0xa6)).update(key(24))), refused);
assert.deepStrictEqual(caught(() => createCipheriv('aes-128-xts', key(32), key(16)).update(key(15))), refused);

const unreadable = caught(() => createPrivateKey('x'));
assert.strictEqual(unreadable.opensslErrorStack.at(-1), unreadable.message);
// A job that fails: the text of the last error.
assert.deepStrictEqual(caught(() => crypto.generateKeyPairSync('rsa', { modulusLength: 100 })),
                       { name: 'Error', message: 'error:1C8000AB:Provider routines::key size too small' });

// Nothing is too little to derive.
const failed = { name: 'Error', message: 'Deriving bits failed' };
assert.throws(() => pbkdf2Sync('a', 'b', 1, 0, 'sha256'), failed);
assert.throws(() => hkdfSync('sha256', 'a', 'b', 'c', 0), failed);
assert.strictEqual(scryptSync('a', 'b', 0).length, 0);
let calls = 0;
const done = (error, result) => {
  assert.strictEqual(error.message, failed.message);
  assert.strictEqual(result, undefined);
  calls++;
};
pbkdf2('a', 'b', 1, 0, 'sha256', done);
hkdf('sha256', 'a', 'b', 'c', 0, done);
process.on('exit', () => assert.strictEqual(calls, 2));
assert.throws(() => hkdfSync('sha256', 'a', 'b', 'c', 9000), { name: 'RangeError', message: 'Invalid key length' });
assert.throws(() => scryptSync('a', 'b', 8, { N: 2 ** 16 }),
              { name: 'RangeError', message: /^Invalid scrypt params: error:030000AC:digital envelope routines::memory limit exceeded$/ });

assert.deepStrictEqual(Object.keys(getCipherInfo('aes-128-gcm', { ivLength: 0 })), ['mode', 'name', 'nid', 'blockSize', 'keyLength']);
assert.strictEqual(getCipherInfo('aes-128-ccm', { ivLength: 0 }), undefined);

// Digests that a kind of key does not take.
const dsa = crypto.generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).privateKey;
const ec = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
assert.throws(() => crypto.sign('md5', key(3), dsa), { code: 'ERR_OSSL_DIGEST_NOT_ALLOWED' });
assert.throws(() => crypto.createSign('md5').update('x').sign(dsa), { code: 'ERR_OSSL_DIGEST_NOT_ALLOWED' });
assert.strictEqual(crypto.createVerify('md5').update('x').verify(crypto.createPublicKey(dsa), key(40)), false);
assert.throws(() => crypto.sign('shake128', key(3), ec), { code: 'ERR_OSSL_INVALID_DIGEST' });
assert.ok(crypto.verify('sha1', key(3), crypto.createPublicKey(dsa), crypto.sign('sha1', key(3), dsa)));
