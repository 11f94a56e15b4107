// SPDX-License-Identifier: MIT
// send() to a numeric address: not before the next tick; a look-up function of the program is asked all the same.
'use strict';
const assert = require('assert');
const dgram = require('dgram');
const dns = require('dns');

const asked = [];
const lookup = (address, family, callback) => {
  asked.push(address);
  process.nextTick(callback, null, '127.0.0.1', 4);
};
const server = dgram.createSocket('udp4');
const { port } = server.bindSync({ address: '127.0.0.1' });
const plain = dgram.createSocket('udp4'), own = dgram.createSocket({ type: 'udp4', lookup });
const system = dns.lookup;
dns.lookup = lookup;
const replaced = dgram.createSocket('udp4');
dns.lookup = system;
for (const socket of [plain, own, replaced]) socket.bindSync({ address: '127.0.0.1' });

const closed = dgram.createSocket('udp4');
closed.bindSync({ address: '127.0.0.1' });
closed.send('never', port, '127.0.0.1', () => assert.fail('sent after close()'));
closed.close();

const got = [];
server.on('message', (message) => {
  got.push(String(message));
  if (got.length < 3) return;
  assert.deepStrictEqual(got.sort(), ['own', 'plain', 'replaced']);
  assert.deepStrictEqual(asked, ['10.9.8.7', '10.9.8.7']);
  // An address of the other family is found by the kernel, not by us.
  plain.send('x', port, '::1', (err) => {
    assert.strictEqual(err.code, 'EINVAL');
    for (const socket of [server, plain, own, replaced]) socket.close();
  });
});
plain.send('plain', port, '127.0.0.1');
own.send('own', port, '10.9.8.7');
replaced.send('replaced', port, '10.9.8.7');
