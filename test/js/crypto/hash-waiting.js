// SPDX-License-Identifier: MIT
// The first value given to a Hash or Hmac waits in a buffer that all share: nobody sees the other's bytes.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');

const plain = (text) => crypto.hash('sha256', text);
const a = crypto.createHash('sha256');
const b = crypto.createHash('sha256');
const h = crypto.createHmac('sha256', Buffer.from('key'));
const bytes = Buffer.from('first');
a.update(bytes);
bytes.fill(0); // what the caller does afterwards changes nothing
b.update(Buffer.from('second'));
h.update(Buffer.from('third'));
a.update(' more');
assert.strictEqual(h.digest('hex'), crypto.createHmac('sha256', 'key').update('third').digest('hex'));
assert.strictEqual(a.digest('hex'), plain('first more'));
assert.strictEqual(b.digest().toString('hex'), plain('second'));

// a key that is changed, keys and data of all lengths, in pieces or whole
const key = Buffer.from('secret');
const late = crypto.createHmac('sha512', key);
key.fill(0);
assert.strictEqual(late.update('x').digest('hex'), crypto.createHmac('sha512', 'secret').update('x').digest('hex'));
for (const size of [0, 1, 63, 64, 65, 128, 129, 1024, 1025, 5000]) {
  const data = Buffer.alloc(size, 'd');
  for (const name of ['md5', 'sha1', 'sha224', 'SHA256', 'sha384', 'RSA-SHA512', 'sha3-256']) {
    const whole = crypto.createHash(name).update(data).digest('hex');
    const pieces = crypto.createHash(name).update(data.subarray(0, size >> 1)).update(data.subarray(size >> 1));
    assert.strictEqual(pieces.copy().digest('hex'), whole);
    assert.strictEqual(pieces.digest('hex'), whole);
    assert.strictEqual(crypto.hash(name, data), whole);
    const mac = crypto.createHmac(name, data).update(data).digest('base64');
    assert.strictEqual(crypto.createHmac(name, data).update(data.toString()).update('').digest('base64'), mac);
    assert.strictEqual(crypto.createHmac(name, crypto.createSecretKey(data)).update(data).digest().toString('base64'), mac);
  }
}
assert.strictEqual(crypto.createHash('sha256').digest('hex'), plain(''));

// RFC 4231, 4.3 and 4.7
assert.strictEqual(crypto.createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest('hex'),
  '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
assert.strictEqual(crypto.createHmac('sha256', Buffer.alloc(131, 0xaa)).update('Test Using Larger Than Block-Size Key - Hash Key First').digest('hex'),
  '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54');

// a stream after an update
const stream = crypto.createHash('sha1').update('a');
stream.end('bc');
stream.on('data', (digest) => assert.strictEqual(digest.toString('hex'), 'a9993e364706816aba3e25717850c26c9cd0d89d'));
assert.throws(() => crypto.createHash('nothing'), { message: 'Digest method not supported' });
assert.throws(() => a.digest(), { code: 'ERR_CRYPTO_HASH_FINALIZED' });

// objects that no constructor has seen
for (const Class of [crypto.createHash('md5').constructor, crypto.createHmac('md5', '').constructor]) {
  for (const data of ['text', Buffer.from('bytes'), new DataView(new ArrayBuffer(3))]) {
    try {
      Object.create(Class.prototype).update(data).digest('hex');
    } catch (error) {
      assert.ok(error instanceof Error);
    }
  }
}
