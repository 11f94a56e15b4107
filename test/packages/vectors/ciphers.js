// NIST's and the RFCs' answers for AES in all modes, ChaCha20-Poly1305 and key wrapping, right and spoiled.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');
const { execFileSync } = require('node:child_process');
const { records, hex, list } = require('./support/read.js');

let count = 0;

function sealed(name, { key, iv, plain, aad, cipher, tag }, good) {
  const options = { authTagLength: tag.length };
  if (good) {
    const c = crypto.createCipheriv(name, key, iv, options);
    c.setAAD(aad, { plaintextLength: plain.length });
    assert.deepStrictEqual([c.update(plain), c.final()].map((part) => part.toString('hex')).join(''), cipher.toString('hex'));
    assert.deepStrictEqual(c.getAuthTag(), tag);
  }
  const d = crypto.createDecipheriv(name, key, iv, options);
  d.setAuthTag(tag);
  d.setAAD(aad, { plaintextLength: cipher.length });
  const open = () => Buffer.concat([d.update(cipher), d.final()]);
  if (good) assert.deepStrictEqual(open(), plain);
  else assert.throws(open, /authenticat|Unsupported state/);
  count++;
}

function gcm() {
  for (const file of list('ciphers/AES/GCM', /rsp$/)) {
    let nth = 0;
    for (const r of records(file)) {
      if (r.key === undefined || nth++ % 10) continue; // 47,000 are there
      const bad = r.result === 'FAIL';
      sealed(`aes-${r.key.length * 4}-gcm`, { key: hex(r.key), iv: hex(r.iv), plain: hex(r.pt), aad: hex(r.aad), cipher: hex(r.ct), tag: hex(r.tag) }, !bad);
    }
  }
}

function ccm() {
  for (const file of list('ciphers/AES/CCM', /^DVPT\d+.rsp$/)) {
    let key;
    for (const r of records(file)) {
      key = r.key ?? key;
      if (r.ct === undefined) continue;
      const tagLength = Number(r.tlen), text = hex(r.ct), aad = hex(r.adata).subarray(0, Number(r.alen));
      const parts = { cipher: text.subarray(0, -tagLength), tag: text.subarray(-tagLength) };
      sealed(`aes-${key.length * 4}-ccm`, { key: hex(key), iv: hex(r.nonce), aad, ...parts, plain: hex(r.payload).subarray(0, Number(r.plen)) },
        r.result.startsWith('Pass'));
    }
  }
}

function others() {
  for (const r of records('ciphers/AES/OCB3/rfc7253.txt')) {
    const text = hex(r.ciphertext);
    sealed('aes-128-ocb', { key: hex(r.key), iv: hex(r.nonce), aad: hex(r.aad), plain: hex(r.plaintext), cipher: text.subarray(0, -16), tag: text.subarray(-16) }, true);
  }
  for (const r of records('ciphers/ChaCha20Poly1305/openssl.txt')) {
    const parts = { key: hex(r.key), iv: hex(r.iv), plain: hex(r.plaintext), aad: hex(r.aad), cipher: hex(r.ciphertext), tag: hex(r.tag) };
    if (parts.iv.length === 12 && parts.tag.length === 16) sealed('chacha20-poly1305', parts, r.result === undefined);
  }
}

function plainModes() {
  for (const [mode, name] of [['CBC', 'cbc'], ['ECB', 'ecb'], ['CFB', 'cfb'], ['OFB', 'ofb']]) {
    for (const file of list(`ciphers/AES/${mode}`, mode === 'CFB' ? /^CFB128.*rsp$/ : /rsp$/)) {
      for (const r of records(file)) {
        if (r.plaintext === undefined) continue;
        const key = hex(r.key), iv = name === 'ecb' ? null : hex(r.iv);
        const c = crypto.createCipheriv(`aes-${key.length * 8}-${name}`, key, iv).setAutoPadding(false);
        assert.strictEqual(c.update(r.plaintext, 'hex', 'hex') + c.final('hex'), r.ciphertext, `${file} ${r.count}`);
        const d = crypto.createDecipheriv(`aes-${key.length * 8}-${name}`, key, iv).setAutoPadding(false);
        assert.strictEqual(d.update(r.ciphertext, 'hex', 'hex') + d.final('hex'), r.plaintext);
        count++;
      }
    }
  }
}

function keyWrap() {
  for (const file of list('keywrap/kwtestvectors', /^KWP?_A[ED]_\d+\.txt$/)) {
    const padded = file.includes('KWP');
    let nth = 0;
    for (const r of records(file)) {
      if (r.k === undefined || nth++ % 5) continue;
      const name = `id-aes${r.k.length * 4}-wrap${padded ? '-pad' : ''}`, iv = hex(padded ? 'a65959a6' : 'a6a6a6a6a6a6a6a6');
      const open = () => {
        const d = crypto.createDecipheriv(name, hex(r.k), iv);
        return d.update(r.c, 'hex', 'hex') + d.final('hex');
      };
      if (r.p === undefined) {
        assert.throws(open, /^Error: Trying to add data in unsupported state$/);
      } else {
        const c = crypto.createCipheriv(name, hex(r.k), iv);
        assert.strictEqual(c.update(r.p, 'hex', 'hex') + c.final('hex'), r.c, file);
        assert.strictEqual(open(), r.p);
      }
      count++;
    }
  }
}

/** AES-GCM once more, on what looks like a processor without VAES (src/bindings/crypto_gcm.c). */
function narrow() {
  const env = { ...process.env, OPENSSL_ia32cap: ':~0x60000000000' };
  count += Number(/gcm (\d+)/.exec(execFileSync(process.execPath, [__filename, 'gcm'], { env, encoding: 'utf8' }))[1]);
}

const parts = process.argv[2] === 'gcm' ? [gcm] : [gcm, narrow, ccm, others, plainModes, keyWrap];
for (const part of parts) {
  const before = count;
  part();
  assert.ok(count > before + 15, `${part.name}: ${count - before} vectors`);
  console.log(part.name, count - before);
}
