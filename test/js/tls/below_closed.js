// SPDX-License-Identifier: MIT
// A TLSSocket and the socket below end together, whichever is closed; the one below tells first.
'use strict';
const assert = require('node:assert');
const net = require('node:net');
const tls = require('node:tls');
const { key, cert } = require('./fixtures/keys');

function run(server, destroy) {
  return new Promise((resolve) => {
    const events = [], below = net.connect(server.address().port);
    const upper = tls.connect({ socket: below, ca: cert, host: 'localhost' }, () => (destroy === 'below' ? below : upper).destroy());
    below.on('close', () => events.push('below'));
    upper.on('close', () => {
      events.push('upper');
      resolve(events);
    });
  });
}
const server = tls.createServer({ key, cert }, (socket) => socket.on('error', () => {}).resume()).listen(0, async () => {
  assert.deepStrictEqual(await run(server, 'upper'), ['below', 'upper']);
  assert.deepStrictEqual((await run(server, 'below')).sort(), ['below', 'upper']);
  // Not even connected.
  const below = net.connect(server.address().port);
  tls.connect({ socket: below, ca: cert }).destroy();
  below.on('close', () => server.close());
});
