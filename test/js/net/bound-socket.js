// net.BoundSocket takes an address; a server adopts it; BlockList rules come and go.
'use strict';
const assert = require('node:assert');
const net = require('node:net');

const bound = new net.BoundSocket({ host: '127.0.0.1' });
const { port } = bound.address();
assert.ok(port > 0 && bound.fd() > 2 && bound.isPipe === false);
assert.throws(() => new net.BoundSocket({ host: 'localhost' }), { code: 'ERR_INVALID_ARG_VALUE' });
const server = net.createServer().listen(bound, () => {
  assert.strictEqual(server.address().port, port);
  assert.throws(() => bound.address(), { code: 'ERR_SOCKET_HANDLE_ADOPTED' });
  server.close();
});

const list = new net.BlockList();
list.addCIDRs(net.BlockList.PRIVATE_RANGES);
list.addAddresses(['1.2.3.4']);
assert.strictEqual(list.size, net.BlockList.PRIVATE_RANGES.length + 1);
assert.ok(list.check('10.9.8.7') && list.check('1.2.3.4') && list.check('::1', 'ipv6'));
list.removeCIDR('10.0.0.0/8');
list.removeAddress('1.2.3.4');
assert.ok(!list.check('10.9.8.7') && !list.check('1.2.3.4'));
list.clear();
assert.strictEqual(list.size, 0);
assert.throws(() => list.addCIDR('10.0.0.0'), { code: 'ERR_INVALID_ARG_VALUE' });

const socket = new net.Socket();
assert.strictEqual(socket.setTypeOfService(16).getTypeOfService(), 16);
assert.throws(() => socket.setTypeOfService(256), { code: 'ERR_OUT_OF_RANGE' });
