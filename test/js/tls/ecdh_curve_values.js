// SPDX-License-Identifier: MIT
// ecdhCurve: an empty text is the default, null is a mistake.
'use strict';
const assert = require('assert');
const tls = require('tls');

tls.createSecureContext({ ecdhCurve: '' });
tls.createSecureContext({ ecdhCurve: undefined });
tls.createSecureContext({ ecdhCurve: 'auto' });
assert.throws(() => tls.createSecureContext({ ecdhCurve: null }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => tls.createServer({ ecdhCurve: null }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => tls.createSecureContext({ ecdhCurve: 'none' }), { code: 'ERR_CRYPTO_OPERATION_FAILED' });
