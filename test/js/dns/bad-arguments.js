// SPDX-License-Identifier: MIT
// dns, and what looks names up: wrong types in Node's order, and no name that would be cut off at a NUL.
'use strict';
const assert = require('node:assert');
const dgram = require('node:dgram');
const dns = require('node:dns');
const net = require('node:net');
const tls = require('node:tls');

const fn = () => {};
const TYPE = 'ERR_INVALID_ARG_TYPE', VALUE = 'ERR_INVALID_ARG_VALUE', MISSING = 'ERR_MISSING_ARGS';
const nul = '127.0.0.1\0.example.org';

const table = [
  [dns.lookup, [true], TYPE, 'hostname'], [dns.lookup, ['x'], TYPE, 'callback'], [dns.lookup, ['x', {}, 5], TYPE, 'callback'],
  [dns.lookup, [true, { family: 3 }, fn], TYPE, 'hostname'], [dns.lookup, ['x', { family: 3 }, fn], VALUE, 'family'],
  [dns.lookup, ['x', { hints: 999 }, fn], VALUE, 'hints'], [dns.lookup, [nul, fn], VALUE, 'null bytes'],
  [dns.resolve4, [5], TYPE, 'name'], [dns.resolve4, ['x', 5], TYPE, 'callback. .*Received type number'], [dns.resolve4, [nul, fn], VALUE, 'null bytes'],
  [dns.resolve, ['x', 'NOPE', fn], VALUE, 'rrtype'], [dns.reverse, [nul, fn], VALUE, 'null bytes'], [dns.reverse, [5, fn], TYPE, 'name'],
  [dns.lookupService, [], MISSING, 'callback'], [dns.lookupService, [5, 80, fn], TYPE, 'address'],
  [dns.lookupService, ['x', 99999, fn], VALUE, 'address'], [dns.lookupService, ['1.1.1.1', 99999, fn], 'ERR_SOCKET_BAD_PORT'],
  [dns.lookupService, ['1.1.1.1', 80, 5], TYPE, 'callback'], [dns.setServers, [['x']], 'ERR_INVALID_IP_ADDRESS'],
  [dns.promises.lookup, [5], TYPE, 'hostname'], [dns.promises.lookup, [nul], VALUE, 'null bytes'],
  [dns.promises.resolve4, [nul], VALUE, 'null bytes'], [dns.promises.lookupService, [5, 80], TYPE, 'address'],
  [net.connect, [{ host: nul, port: 1 }], VALUE, 'options.host'], [tls.connect, [{ host: nul, port: 1 }], VALUE, 'options.host'],
  [(...args) => net.createServer().listen(...args), [0, nul], VALUE, 'null bytes'],
];
for (const [call, args, code, subject] of table) {
  assert.throws(() => call(...args), (error) => {
    assert.strictEqual(error.code, code, error.message);
    if (subject) assert.match(error.message, new RegExp(subject.replace('. .*', '.*')));
    return true;
  });
}

// Paths of local sockets with a NUL in them.
const path = `/tmp/eddy-${process.pid}\0x`;
const failures = [];
const done = (error) => {
  failures.push(`${error.syscall} ${error.code}`);
  if (failures.length === 2) assert.deepStrictEqual(failures.sort(), ['connect EINVAL', 'listen EINVAL']);
};
net.connect(path).on('error', done);
net.createServer().listen(path).on('error', done);
process.on('exit', () => assert.strictEqual(failures.length, 2));

// Multicast groups: nothing, and no address.
const socket = dgram.createSocket('udp4');
for (const nothing of [undefined, null, '', NaN]) assert.throws(() => socket.addMembership(nothing), { code: MISSING });
for (const group of [5, {}, 'x']) assert.throws(() => socket.addMembership(group), { code: 'EINVAL' });
for (const bad of [null, 5, {}]) assert.throws(() => socket.addSourceSpecificMembership('127.0.0.1', bad), { code: TYPE });
socket.close();

// Too many arguments, and options that reverse() passes over.
assert.throws(() => dns.promises.lookupService('127.0.0.1', 80, 5), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => dns.reverse('no address', {}, () => {}), { code: 'EINVAL', syscall: 'getHostByAddr' });
assert.throws(() => dns.reverse('no address', {}), { code: 'ERR_INVALID_ARG_TYPE' });
