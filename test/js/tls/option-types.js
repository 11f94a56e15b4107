// SPDX-License-Identifier: MIT
// enableTrace is a boolean or absent; a key identifier needs an engine.
'use strict';
const assert = require('assert');
const tls = require('tls');

for (const enableTrace of [0, 1, '', 'x', {}]) {
  assert.throws(() => new tls.TLSSocket(null, { enableTrace }), { code: 'ERR_INVALID_ARG_TYPE', message: /"options\.enableTrace"/ });
}
for (const enableTrace of [undefined, null, false]) new tls.TLSSocket(null, { enableTrace }).destroy();

for (const privateKeyEngine of [undefined, null]) {
  assert.throws(() => tls.createSecureContext({ privateKeyIdentifier: 'a', privateKeyEngine }), {
    code: 'ERR_INVALID_ARG_VALUE', message: `The property 'options.privateKeyEngine' is invalid. Received ${privateKeyEngine}`,
  });
}
assert.throws(() => tls.createSecureContext({ privateKeyIdentifier: 'a', privateKeyEngine: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
