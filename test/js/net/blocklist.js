// SPDX-License-Identifier: MIT
// Addresses, ranges and subnets; IPv4 rules hold for mapped IPv6 addresses.
'use strict';
const assert = require('node:assert');
const { BlockList, SocketAddress, isIP } = require('node:net');

const list = new BlockList();
list.addAddress('1.1.1.1');
list.addRange('10.0.0.5', '10.0.0.9');
list.addSubnet('8592:757c:efae:4e45::', 64, 'ipv6');
assert.ok(list.check('1.1.1.1') && list.check('10.0.0.7') && list.check('::ffff:1.1.1.1', 'ipv6'));
assert.ok(list.check('8592:757c:efae:4e45:fb5d:d62a:0d00:8e17', 'ipv6'));
assert.ok(!list.check('10.0.0.4') && !list.check('10.0.0.10') && !list.check('::1', 'ipv6'));
assert.deepStrictEqual(list.rules, ['Address: IPv4 1.1.1.1', 'Subnet: IPv6 8592:757c:efae:4e45::/64', 'Range: IPv4 10.0.0.5-10.0.0.9']);
assert.strictEqual(new SocketAddress({ address: '1:0::1', family: 'ipv6' }).address, '1::1');
assert.deepStrictEqual(['1.2.3.4', '::1', '1.2.3', '01.2.3.4', '1::2::3', 'fe80::1%eth0'].map(isIP), [4, 6, 0, 0, 0, 6]);

// As Node lists them: addresses (each once), subnets, ranges, the newest of each first.
const ordered = new BlockList();
ordered.addRange('2.0.0.1', '2.0.0.9');
for (const address of ['1.1.1.1', '1.1.1.2', '1.1.1.1']) ordered.addAddress(address);
for (let i = 0; i < 2; i++) ordered.addSubnet('10.0.0.0', 8);
assert.deepStrictEqual(ordered.rules, [
  'Address: IPv4 1.1.1.2', 'Address: IPv4 1.1.1.1', 'Subnet: IPv4 10.0.0.0/8', 'Subnet: IPv4 10.0.0.0/8', 'Range: IPv4 2.0.0.1-2.0.0.9',
]);
assert.strictEqual(ordered.size, 5);
ordered.removeAddress('1.1.1.1');
assert.ok(!ordered.check('1.1.1.1') && ordered.check('1.1.1.2'));

assert.throws(() => new SocketAddress({ address: 'x' }), (error) => {
  assert.strictEqual(error.code, 'ERR_INVALID_ADDRESS');
  return String(error) === 'Error: Invalid socket address';
});
