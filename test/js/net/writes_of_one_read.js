// SPDX-License-Identifier: MIT
// Many writes to sockets while one read is handled (small, large, strings, pairs, an end): the peers get all bytes in
// order, and bytesWritten and the callbacks tell of each.
'use strict';
const assert = require('node:assert');
const net = require('node:net');

const big = Buffer.alloc(300_000, 'B'), medium = 'm'.repeat(9000);
const got = ['', '', ''], members = [];
let called = 0, written = 0, expected = '';

function say(chunk, encoding) {
  expected += Buffer.from(chunk, encoding).toString('latin1');
  for (const member of members) member.write(chunk, encoding, (error) => { if (!error) called++; });
  written++;
}

const server = net.createServer((socket) => {
  members.push(socket);
  socket.on('data', () => {
    say('a');
    say(Buffer.from('b'));
    say('ü', 'latin1');
    members.forEach((member) => member.cork());
    say('head:');
    say('body');
    members.forEach((member) => member.uncork());
    process.nextTick(say, 'tick');
    Promise.resolve().then(() => say('6d6963726f', 'hex'));
    for (let i = 0; i < 5; i++) say(medium);
    say(big);
    say('after');
    say('the end');
    assert.strictEqual(socket.bytesWritten, expected.length);
    setImmediate(() => { for (const member of members) member.end('!'); });
  });
}).listen(0, () => {
  const clients = got.map((_, i) => net.connect(server.address().port).setEncoding('latin1').on('data', (text) => {
    got[i] += text;
    if (text.endsWith('!')) clients[i].end();
  }));
  server.on('connection', () => {
    if (members.length < got.length) return;
    clients[0].write('go');
    server.close();
  });
});
process.on('exit', () => {
  assert.deepStrictEqual(got, got.map(() => `${expected}!`));
  assert.strictEqual(called, written * members.length);
});
