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
assert.deepStrictEqual(list.rules, ['Subnet: IPv6 8592:757c:efae:4e45::/64', 'Range: IPv4 10.0.0.5-10.0.0.9', 'Address: IPv4 1.1.1.1']);
assert.strictEqual(new SocketAddress({ address: '1:0::1', family: 'ipv6' }).address, '1::1');
assert.deepStrictEqual(['1.2.3.4', '::1', '1.2.3', '01.2.3.4', '1::2::3', 'fe80::1%eth0'].map(isIP), [4, 6, 0, 0, 0, 6]);
