// SPDX-License-Identifier: MIT
// A resolver gets broken answers of every kind: each ends in an error or in records, none in an exception, and none takes
// longer for being broken. (A fuzz of the reader of answers, with a fixed seed.)
'use strict';
const assert = require('assert');
const dgram = require('dgram');
const dns = require('dns');

let seed = 20;
const random = (n) => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return (seed >> 8) % n;
};
const u16 = (...list) => Buffer.from(list.flatMap((v) => [v >> 8 & 255, v & 255]));
const pointer = Buffer.from([0xc0, 12]);
const text = (s) => Buffer.concat([Buffer.from([s.length]), Buffer.from(s)]);
const data = {
  __proto__: null,
  1: Buffer.from([1, 2, 3, 4]), 28: Buffer.alloc(16, 7), 5: pointer, 2: pointer, 12: pointer, 15: Buffer.concat([u16(5), pointer]),
  16: Buffer.concat([text('abc'), text('')]), 33: Buffer.concat([u16(1, 2, 3), pointer]), 257: Buffer.concat([Buffer.from([0]), text('issue'), Buffer.from('x')]),
  6: Buffer.concat([pointer, pointer, Buffer.alloc(20, 1)]), 35: Buffer.concat([u16(1, 2), text('s'), text('a'), text('b'), pointer]), 52: Buffer.from([3, 1, 1, 9, 9]),
};

function answer(query) {
  const records = [];
  for (let n = 1 + random(4); n > 0; n--) {
    const type = Object.keys(data)[random(12)], rdata = data[type];
    records.push(pointer, u16(+type, 1, 0, 60, random(10) === 0 ? random(70) : rdata.length), rdata);
  }
  const message = Buffer.concat([query.subarray(0, 2), u16(0x8180, 1, records.length / 3, 0, 0), query.subarray(12), ...records]);
  // Everything but the id and the question, which c-ares compares.
  for (let n = random(4); n > 0; n--) message[query.length + random(message.length - query.length)] = random(3) ? random(256) : 0xc0;
  return random(5) === 0 ? message.subarray(0, query.length + random(message.length - query.length)) : message;
}

const server = dgram.createSocket('udp4', (query, { port, address }) => {
  const end = query.indexOf(0, 12) + 5; // without additional records
  server.send(answer(query.subarray(0, end)), port, address);
}).bind(0, '127.0.0.1', async () => {
  const resolver = new dns.promises.Resolver({ timeout: 200, tries: 1 });
  resolver.setServers([`127.0.0.1:${server.address().port}`]);
  const kinds = ['A', 'AAAA', 'ANY', 'CAA', 'CNAME', 'MX', 'NAPTR', 'NS', 'PTR', 'SOA', 'SRV', 'TLSA', 'TXT'];
  let good = 0;
  for (let i = 0; i < 60; i++) {
    await Promise.all(kinds.map((kind) => resolver.resolve('a.example', kind).then((records) => {
      assert.strictEqual(typeof records, 'object');
      good++;
    }, (error) => assert.match(error.code, /^E[A-Z]+$/, error.stack))));
  }
  assert.ok(good > 50, String(good));
  server.close();
});
