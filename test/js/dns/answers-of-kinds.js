// SPDX-License-Identifier: MIT
// What resolve*() make of answers: types and signs as in Node, aliases without what was asked for, names as zone files have
// them, and answers of which any record is broken.
'use strict';

const assert = require('node:assert');
const { createSocket } = require('node:dgram');
const { Resolver } = require('node:dns').promises;

const u16 = (n) => [n >> 8, n & 255], SELF = [0xc0, 12], U32 = [255, 0, 0, 0];
const record = (type, data, { ttl = U32, owner = SELF, cls = 1 } = {}) =>
  [...owner, ...u16(type), ...u16(cls), ...ttl, ...u16(data.length), ...data];
const A = record(1, [1, 2, 3, 4], { ttl: [0, 0, 0, 60] });
const alias = record(5, [1, 65, 0], { ttl: [0, 0, 0, 5] });
const soa = record(6, [...SELF, ...SELF, ...U32, ...U32, ...U32, ...U32, ...U32]);
const mx = record(15, [0, 1, ...SELF]);

const bad = (code) => ({ code });
const cases = [
  ['resolveMx', [mx], [{ exchange: 'q.test', priority: 1, type: 'MX' }]],
  ['resolveSrv', [record(33, [0, 1, 0, 2, 0, 3, ...SELF])], [{ name: 'q.test', port: 3, priority: 1, weight: 2, type: 'SRV' }]],
  ['resolveCaa', [record(257, [0, 5, ...Buffer.from('issueca')])], [{ critical: 0, type: 'CAA', issue: 'ca' }]],
  ['resolveSoa', [soa], { nsname: 'q.test', hostmaster: 'q.test', serial: 4278190080, refresh: -16777216, retry: -16777216,
    expire: -16777216, minttl: 4278190080, type: undefined }],
  ['resolveSoa', [A], bad('EBADRESP')],
  ['resolveAny', [record(999, [1])], []],
  ['resolveAny', [mx, A], [{ address: '1.2.3.4', ttl: 60, type: 'A' }, { exchange: 'q.test', priority: 1, type: 'MX' }]],
  ['resolveAny', [], bad('ENODATA')],
  ['resolve4', [alias], []],
  ['resolve4', [mx], bad('ENODATA')],
  ['resolve4', [alias, A], [{ address: '1.2.3.4', ttl: 5 }], { ttl: true }],
  ['resolveMx', [alias], []],
  ['resolveNs', [alias], bad('ENODATA')],
  ['resolveCname', [alias, record(5, [1, 66, 0])], ['A']],
  ['resolvePtr', [record(12, [7, ...Buffer.from('a";~\x7f$.', 'latin1'), 0])], ['a\\"\\;~\\127\\$\\.']],
  ['resolve4', [A, record(1, [1, 2, 3, 4], { owner: [2, 40, 65, 0] })], bad('EFORMERR')],
  ['resolve4', [A, record(1, [1, 2, 3, 4], { cls: 255 })], bad('EBADRESP')],
  ['resolve4', [A, record(16, [])], bad('EBADRESP')],
  ['resolve4', [A, record(12, [0xc0, 90])], bad('EBADRESP')],
  ['resolve4', [A, record(52, [1, 2, 3])], bad('EBADRESP')],
  ['resolve4', [A, record(35, [0, 1, 0, 2, 1, 1, 0, 0, 0])], bad('EBADRESP')],
  ['resolve4', [A, record(65, [0, 1, 0, 0, 1, 0, 2, 65])], bad('EBADRESP')],
  ['resolve4', [A, record(41, [], { ttl: [255, 0, 0, 0], cls: 1200 })], bad('ESERVFAIL')],
];

let records;
const server = createSocket('udp4', (query, { port }) => {
  let at = 12;
  while (query[at] !== 0) at += query[at] + 1;
  const head = [query[0], query[1], 0x81, 0x80, 0, 1, ...u16(records.length), 0, 0, 0, 0];
  server.send(Buffer.from([...head, ...query.subarray(12, at + 5), ...records.flat()]), port);
});
server.bind(0, '127.0.0.1', async () => {
  const resolver = new Resolver({ timeout: 10_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${server.address().port}`]);
  for (const [method, answer, expected, options] of cases) {
    records = answer;
    const got = await resolver[method]('q.test', options).catch((err) => bad(err.code));
    assert.deepStrictEqual(got, expected, `${method} ${JSON.stringify(answer)}`);
  }
  server.close();
});
