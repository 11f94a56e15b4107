// SPDX-License-Identifier: MIT
// net.SocketAddress and net.BlockList can be cloned.
'use strict';

const assert = require('node:assert');
const { BlockList, SocketAddress } = require('node:net');

const address = new SocketAddress({ address: '::1', family: 'ipv6', port: 80, flowlabel: 3 });
const list = new BlockList();
list.addAddress('1.2.3.4');
list.addRange('10.0.0.1', '10.0.0.9');
list.addSubnet('8592:757c:efae:4e45::', 64, 'ipv6');
const copy = structuredClone({ address, list });
assert.ok(SocketAddress.prototype.isPrototypeOf(copy.address) && BlockList.isBlockList(copy.list));
assert.deepStrictEqual([copy.address.address, copy.address.port, copy.address.flowlabel], ['::1', 80, 3]);
assert.deepStrictEqual(copy.list.rules, list.rules);
assert.ok(copy.list.check('10.0.0.5') && copy.list.check('8592:757c:efae:4e45::1', 'ipv6') && !copy.list.check('10.0.0.10'));
