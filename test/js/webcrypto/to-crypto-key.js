// SPDX-License-Identifier: MIT
// KeyObject.prototype.toCryptoKey: the algorithm is looked at first, then whether the key is of its kind, then usages.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');

const secret = crypto.createSecretKey(Buffer.alloc(16));
const { privateKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
const refused = (key, algorithm, usages, error) => assert.throws(() => key.toCryptoKey(algorithm, true, usages), error);

const unknown = { name: 'NotSupportedError', message: 'Unrecognized algorithm name' };
refused(secret, 'nothing', 'x', unknown);
refused(secret, { name: 'ECDSA', namedCurve: 'P-256' }, ['encrypt'], unknown);
refused(privateKey, 'AES-GCM', ['sign'], unknown);
refused(privateKey, 'HKDF', [], unknown);
refused(secret, {}, 'x', { code: 'ERR_MISSING_OPTION' });
refused(secret, 'AES-GCM', 'x', { name: 'TypeError', message: 'Value cannot be converted to sequence.' });
refused(secret, 'AES-GCM', ['x'], { name: 'TypeError', message: "Value[0] 'x' is not a valid enum value of type KeyUsage." });
refused(secret, 'HKDF', ['sign'], { name: 'SyntaxError', message: 'HKDF keys are not extractable' });
refused(secret, 'AES-GCM', ['sign'], { name: 'SyntaxError', message: 'Unsupported key usage for AES-GCM key' });
assert.strictEqual(secret.toCryptoKey('AES-GCM', true, ['encrypt']).type, 'secret');
assert.strictEqual(privateKey.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']).type, 'private');
