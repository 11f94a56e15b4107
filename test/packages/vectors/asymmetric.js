// RSA Laboratories' answers for RSA-OAEP, RSA-PSS and PKCS #1 1.5, NIST's for DSA, the RFCs' for X448 and Brainpool curves.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');
const { records, hex, list, labelled } = require('./support/read.js');

const { RSA_PKCS1_OAEP_PADDING, RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING } = crypto.constants;
let count = 0;

/** The examples of a file of RSA Laboratories: what it says, and the pair of keys it is about. */
function* examples(file, message, result) {
  const names = { 'Prime 1': 'p', 'Prime 2': 'q', 'Prime exponent 1': 'dp', 'Prime exponent 2': 'dq', Coefficient: 'qi' };
  let jwk, pair, given = {};
  for (const [label, bytes] of labelled(file)) {
    if (label === 'Modulus') jwk = { kty: 'RSA', n: bytes };
    else if (label === 'Public exponent' || (label === 'Exponent' && jwk.e === undefined)) jwk.e = bytes;
    else if (label === 'Exponent') jwk.d = bytes;
    else if (names[label]) jwk[names[label]] = bytes;
    else given[label] = bytes;
    if (label === 'Coefficient') {
      const key = Object.fromEntries(Object.entries(jwk).map(([name, value]) => [name, typeof value === 'string' ? value : value.toString('base64url')]));
      pair = { privateKey: crypto.createPrivateKey({ key, format: 'jwk' }), publicKey: crypto.createPublicKey({ key, format: 'jwk' }) };
    }
    if (label !== result || given[message] === undefined) continue;
    yield { ...pair, message: given[message], salt: given.Salt, result: given[result] };
    given = {};
  }
}

const flip = (bytes) => Buffer.from(bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte)));

function oaep() {
  const folder = 'asymmetric/RSA/oaep-custom';
  const files = list(folder, /^oaep-(sha\d+)-\1\.txt$/).map((file) => [file, /sha\d+/.exec(file)[0]]);
  for (const [file, oaepHash] of [['asymmetric/RSA/pkcs-1v2-1d2-vec/oaep-vect.txt', 'sha1'], ...files]) {
    for (const { privateKey, message, result } of examples(file, 'Message', 'Encryption')) {
      const options = { key: privateKey, padding: RSA_PKCS1_OAEP_PADDING, oaepHash };
      assert.deepStrictEqual(crypto.privateDecrypt(options, result), message);
      assert.throws(() => crypto.privateDecrypt(options, flip(result)));
      assert.throws(() => crypto.privateDecrypt({ ...options, oaepLabel: Buffer.from('another') }, result));
      count++;
    }
  }
  for (const r of records('asymmetric/RSA/oaep-label.txt')) {
    const key = crypto.createPrivateKey({ key: hex(r.key), format: 'der', type: 'pkcs8' });
    const options = { key, padding: RSA_PKCS1_OAEP_PADDING, oaepHash: r.oaepdigest.toLowerCase(), oaepLabel: hex(r.oaeplabel) };
    assert.strictEqual(crypto.privateDecrypt(options, hex(r.input)).toString(), JSON.parse(r.output));
    count++;
  }
}

function pss() {
  for (const { privateKey, publicKey, message, salt, result } of examples('asymmetric/RSA/pkcs-1v2-1d2-vec/pss-vect.txt', 'Message to be signed', 'Signature')) {
    const key = { key: publicKey, padding: RSA_PKCS1_PSS_PADDING, saltLength: salt.length };
    assert.ok(crypto.verify('sha1', message, key, result));
    assert.ok(!crypto.verify('sha1', message, key, flip(result)));
    assert.ok(!crypto.verify('sha1', message, { ...key, saltLength: salt.length + 1 }, result));
    assert.ok(crypto.verify('sha1', message, key, crypto.sign('sha1', message, { ...key, key: privateKey })));
    count++;
  }
}

function pkcs1() {
  for (const { privateKey, publicKey, message, result } of examples('asymmetric/RSA/pkcs1v15sign-vectors.txt', 'Message to be signed', 'Signature')) {
    assert.deepStrictEqual(crypto.sign('sha1', message, privateKey), result);
    assert.deepStrictEqual(crypto.createSign('sha1').update(message).sign(privateKey), result);
    assert.ok(crypto.createVerify('sha1').update(message).verify(publicKey, result));
    assert.ok(!crypto.verify('sha1', message, publicKey, flip(result)));
    count++;
  }
  for (const { privateKey, message, result } of examples('asymmetric/RSA/pkcs1v15crypt-vectors.txt', 'Message', 'Encryption')) {
    assert.deepStrictEqual(crypto.privateDecrypt({ key: privateKey, padding: RSA_PKCS1_PADDING }, result), message);
    count++;
  }
}

// ---- DSA: no JWK has it, so its keys are written in DER here

function tag(type, ...parts) {
  const body = Buffer.concat(parts), length = [];
  for (let n = body.length; n > 0; n >>>= 8) length.unshift(n & 255);
  return Buffer.concat([Buffer.from(body.length < 128 ? [type, body.length] : [type, 128 | length.length, ...length]), body]);
}
function integer(text) {
  const bytes = hex(text.replace(/^(00)+(?=..)/, ''));
  return tag(2, Buffer.alloc(bytes[0] >> 7), bytes);
}

function dsaKey({ p, q, g, y }) {
  const algorithm = tag(0x30, hex('06072a8648ce380401'), tag(0x30, integer(p), integer(q), integer(g)));
  return crypto.createPublicKey({ key: tag(0x30, algorithm, tag(3, Buffer.from([0]), integer(y))), format: 'der', type: 'spki' });
}

function dsa() {
  for (const folder of ['FIPS_186-2', 'FIPS_186-3']) {
    let group;
    for (const r of records(`asymmetric/DSA/${folder}/SigVer.rsp`)) {
      if (r.p !== undefined) group = { p: r.p, q: r.q, g: r.g };
      if (r.result === undefined) continue;
      const digest = /SHA-\d+/.exec(r.section)?.[0] ?? 'SHA-1', key = dsaKey({ ...group, y: r.y });
      const size = group.q.length;
      const good = crypto.verify(digest.replace('-', ''), hex(r.msg), { key, dsaEncoding: 'ieee-p1363' }, hex(r.r.padStart(size, '0') + r.s.padStart(size, '0')));
      assert.strictEqual(good, r.result.startsWith('P'), `${folder} ${r.section} ${r.result}`);
      count++;
    }
  }
}

function curves() {
  const der = (prefix, key, type) => ({ key: Buffer.concat([hex(prefix), hex(key)]), format: 'der', type });
  for (const r of records('asymmetric/X448/rfc7748.txt')) {
    if (r.count > 2) continue; // the rest are results of a thousand and a million steps
    const privateKey = crypto.createPrivateKey(der('3046020100300506032b656f043a0438', r.input_scalar, 'pkcs8'));
    const publicKey = crypto.createPublicKey(der('3042300506032b656f033900', r.input_u, 'spki'));
    assert.strictEqual(crypto.diffieHellman({ privateKey, publicKey }).toString('hex'), r.output_u);
    count++;
  }
  for (const r of records('asymmetric/ECDH/brainpool.txt')) {
    for (const [own, other] of [['a', 'b'], ['b', 'a']]) {
      const ecdh = crypto.createECDH(r.curve);
      ecdh.setPrivateKey(r[`d${own}`], 'hex');
      assert.strictEqual(ecdh.getPublicKey('hex'), `04${r[`x_q${own}`]}${r[`y_q${own}`]}`.toLowerCase());
      assert.strictEqual(ecdh.computeSecret(`04${r[`x_q${other}`]}${r[`y_q${other}`]}`, 'hex', 'hex'), r.x_z.toLowerCase());
      count++;
    }
  }
}

for (const part of [oaep, pss, pkcs1, dsa, curves]) {
  const before = count;
  part();
  assert.ok(count > before + 5, `${part.name}: ${count - before} vectors`);
  console.log(part.name, count - before);
}
