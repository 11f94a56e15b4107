// Wycheproof's answers for X25519, Ed25519 and Ed448, NIST's for ECDSA, ECDH and RSA, right and spoiled.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');
const fs = require('node:fs');
const { records, hex } = require('./support/read.js');

const CIRCL = '/usr/share/gocode/src/github.com/cloudflare/circl';
const json = (file) => JSON.parse(fs.readFileSync(`${CIRCL}/${file}`));
const url = (text) => hex(text).toString('base64url');
let count = 0;

const der = (prefix, key, type) => ({ key: Buffer.concat([Buffer.from(prefix, 'hex'), hex(key)]), format: 'der', type });

function montgomery() {
  for (const t of json('dh/x25519/testdata/wycheproof_kat.json')) {
    const privateKey = crypto.createPrivateKey(der('302e020100300506032b656e04220420', t.private, 'pkcs8'));
    const publicKey = crypto.createPublicKey(der('302a300506032b656e032100', t.public, 'spki'));
    const zero = /^0+$/.test(t.shared);
    if (zero) assert.throws(() => crypto.diffieHellman({ privateKey, publicKey }));
    else assert.strictEqual(crypto.diffieHellman({ privateKey, publicKey }).toString('hex'), t.shared);
    count++;
  }
}

function edwards() {
  for (const file of ['sign/ed25519/testdata/wycheproof_Ed25519.json', 'sign/ed448/testdata/wycheproof_Ed448.json']) {
    for (const group of json(file).testGroups) {
      const publicKey = crypto.createPublicKey(group.keyPem), privateKey = crypto.createPrivateKey({ key: group.jwk, format: 'jwk' });
      for (const t of group.tests) {
        assert.strictEqual(crypto.verify(null, hex(t.msg), publicKey, hex(t.sig)), t.result === 'valid', `${file} ${t.tcId} ${t.comment}`);
        if (t.result === 'valid') assert.strictEqual(crypto.sign(null, hex(t.msg), privateKey).toString('hex'), t.sig);
        count++;
      }
    }
  }
}

const CURVES = { 'P-256': 64, 'P-384': 96, 'P-521': 132 };

function ecdsa() {
  for (const r of records('asymmetric/ECDSA/FIPS_186-3/SigVer.rsp')) {
    const [curve, sha] = r.section.split(',');
    if (!CURVES[curve] || r.result === undefined) continue;
    const [x, y, R, S] = [r.qx, r.qy, r.r, r.s].map((text) => text.padStart(CURVES[curve], '0').slice(-CURVES[curve]));
    const check = () => crypto.verify(sha.replace('-', ''), hex(r.msg), { key: { kty: 'EC', crv: curve, x: url(x), y: url(y) }, format: 'jwk', dsaEncoding: 'ieee-p1363' },
      hex(R + S));
    let good = false;
    try {
      good = check();
    } catch (error) {
      assert.match(error.code, /ERR_CRYPTO_INVALID_JWK|ERR_OSSL/); // the point is not on the curve
    }
    assert.strictEqual(good, r.result.startsWith('P'), r.result);
    count++;
  }
}

function ecdh() {
  const names = { EA: 'prime192v1', EB: 'secp224r1', EC: 'prime256v1', ED: 'secp384r1', EE: 'secp521r1' };
  for (const r of records('asymmetric/ECDH/KASValidityTest_ECCStaticUnified_NOKC_ZZOnly_init.fax')) {
    const name = names[r.section.slice(0, 2)];
    if (!r.result || !name || r.z === undefined) continue;
    const size = 2 * Math.ceil({ EA: 192, EB: 224, EC: 256, ED: 384, EE: 521 }[r.section.slice(0, 2)] / 8);
    const ecdh = crypto.createECDH(name);
    const at = (text) => text.padStart(size, '0').slice(-size);
    let z = '';
    try {
      ecdh.setPrivateKey(at(r.dsiut), 'hex');
      z = ecdh.computeSecret(`04${at(r.qscavsx)}${at(r.qscavsy)}`, 'hex', 'hex');
    } catch (error) {
      assert.ok(error.code);
    }
    const same = z === at(r.z);
    // What NIST calls wrong includes the hash of Z and pairs of keys that do not belong together; a right one must agree.
    if (r.result.startsWith('P')) assert.strictEqual(same, true, r.section);
    else if (/Z value|Q ?CAVS|point/i.test(r.result)) assert.strictEqual(same, false, r.result);
    count++;
  }
}

function rsa() {
  for (const [file, padding] of [['SigVer15_186-3.rsp', crypto.constants.RSA_PKCS1_PADDING], ['SigVerPSS_186-3.rsp', crypto.constants.RSA_PKCS1_PSS_PADDING]]) {
    let n;
    for (const r of records(`asymmetric/RSA/FIPS_186-2/${file}`)) {
      n = r.n ?? n;
      if (r.s === undefined || r.shaalg === undefined) continue;
      const key = { kty: 'RSA', n: url(n), e: url(r.e.replace(/^0+/, '').replace(/^(..)*.$/, (odd) => `0${odd}`)) };
      const saltLength = crypto.constants.RSA_PSS_SALTLEN_AUTO;
      const good = crypto.verify(r.shaalg, hex(r.msg), { key, format: 'jwk', padding, ...(file.includes('PSS') ? { saltLength } : {}) }, hex(r.s));
      assert.strictEqual(good, r.result.startsWith('P'), `${file} ${r.result}`);
      count++;
    }
  }
}

for (const part of [montgomery, edwards, ecdsa, ecdh, rsa]) {
  const before = count;
  part();
  assert.ok(count > before + 50, `${part.name}: ${count - before} vectors`);
  console.log(part.name, count - before);
}
