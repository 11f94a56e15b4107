// SPDX-License-Identifier: MIT
// fromJSON() takes what holds a rule, passes over what is none; IPv6 subnets hold mapped IPv4 addresses.
'use strict';
const assert = require('node:assert');
const { BlockList, SocketAddress } = require('node:net');

const list = new BlockList();
list.fromJSON(['Address: IPv4 1.2.3.4 ', 'Address: IPv4 x', 'Subnet: IPv4 1.2.3.4', 'Range: IPv6 ::1-::ffff:1.2.3.4']);
assert.deepStrictEqual([...list.rules].sort(), ['Address: IPv4 1.2.3.4', 'Range: IPv6 ::1-::ffff:1.2.3.4']);
assert.deepStrictEqual([...structuredClone(list).rules].sort(), [...list.rules].sort());
assert.throws(() => list.fromJSON('{"a":1}'), { message: /Received an instance of Object$/ });
assert.throws(() => list.fromJSON(['Range: IPv4 5.5.5.5-1.1.1.1']), { message: /Received SocketAddress \{ address: '5\.5\.5\.5'/ });
assert.throws(() => list.fromJSON(['Subnet: IPv4 1.1.1.1/99']), { code: 'ERR_OUT_OF_RANGE' });

const all = new BlockList();
all.addSubnet('::', 24, 'ipv6');
assert.strictEqual(all.check('1.2.3.4'), true);

assert.strictEqual(new SocketAddress({ address: '::ffff:1', family: 'ipv6' }).address, '::255.255.0.1');
