// argon2, bcrypt, @node-rs/argon2, @node-rs/crc32, bufferutil, utf-8-validate: known answers, each against its twin.
'use strict';
const assert = require('node:assert');
const zlib = require('node:zlib');
const argon2 = require('argon2');
const bcrypt = require('bcrypt');
const rust = require('@node-rs/argon2');
const { crc32, crc32c } = require('@node-rs/crc32');
const bufferutil = require('bufferutil');
const isValidUTF8 = require('utf-8-validate');

async function passwords() {
  const options = { timeCost: 2, memoryCost: 1024, parallelism: 1 };
  const [c, r] = await Promise.all([argon2.hash('pässword', options), rust.hash('pässword', options)]);
  assert.match(c, /^\$argon2id\$v=19\$m=1024,p=1,t=2\$|^\$argon2id\$v=19\$m=1024,t=2,p=1\$/);
  assert.deepStrictEqual(await Promise.all([argon2.verify(r, 'pässword'), rust.verify(c, 'pässword'), argon2.verify(c, 'password')]),
    [true, true, false]);
  await assert.rejects(rust.verify('no hash', 'x'), { code: 'InvalidArg' });
  const salt = Buffer.alloc(16, 7);
  assert.deepStrictEqual(await argon2.hash('x', { ...options, salt, raw: true }), await rust.hashRaw('x', { ...options, salt }));
  const many = await Promise.all(Array.from({ length: 20 }, () => rust.hash('x', options)));
  assert.strictEqual(new Set(many).size, 20);
  assert.strictEqual(bcrypt.hashSync('U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.'), '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW');
  const hash = await bcrypt.hash('secret', 4);
  assert.deepStrictEqual(await Promise.all([bcrypt.compare('secret', hash), bcrypt.compare('other', hash)]), [true, false]);
  await assert.rejects(bcrypt.hash('secret', true), { message: /salt/ });
  const aborted = new AbortController();
  const late = rust.hash('x', options, aborted.signal);
  aborted.abort();
  await late.catch((error) => assert.strictEqual(error.name, 'AbortError')); // too late to abort is no failure
}

function bytes() {
  assert.strictEqual(crc32(Buffer.from('123456789')), 0xcbf43926);
  assert.strictEqual(crc32('ä€😀'), zlib.crc32('ä€😀'));
  assert.strictEqual(crc32c(Buffer.from('123456789')), 0xe3069283);
  const source = Buffer.from('masked and unmasked'), mask = Buffer.from([1, 2, 3, 4]), out = Buffer.alloc(30);
  bufferutil.mask(source, mask, out, 5, source.length);
  assert.strictEqual(out[5], source[0] ^ 1);
  const part = out.subarray(5, 5 + source.length);
  bufferutil.unmask(part, mask);
  assert.deepStrictEqual(part, source);
  assert.deepStrictEqual([[0xe2, 0x82, 0xac], [0xe2, 0x82], [0xc0, 0x80], [0xed, 0xa0, 0x80], []].map((list) => isValidUTF8(Buffer.from(list))),
    [true, false, false, false, true]);
}

bytes();
passwords();
