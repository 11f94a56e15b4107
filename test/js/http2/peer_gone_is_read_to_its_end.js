// SPDX-License-Identifier: MIT
// A server that resets the connection behind its answer: the client's writes fail, what has arrived is read nevertheless.
'use strict';
const assert = require('assert');
const http2 = require('http2');
const net = require('net');
const { once } = require('events');

function frame(type, flags, id, payload = Buffer.alloc(0)) {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(id, 5);
  return Buffer.concat([head, payload]);
}
const DATA = 0, HEADERS = 1, SETTINGS = 4, PING = 6, END_STREAM = 1, END_HEADERS = 4;
const LENGTH = 65535; // as much as a stream may send at first, and more than one read takes with what is before it
const answer = [frame(SETTINGS, 0, 0), frame(PING, 0, 0, Buffer.alloc(8)), frame(HEADERS, END_HEADERS, 1, Buffer.from([0x88]))];
for (let left = LENGTH; left > 0; left -= 16384) {
  answer.push(frame(DATA, left <= 16384 ? END_STREAM : 0, 1, Buffer.alloc(Math.min(left, 16384))));
}

const server = net.createServer({ pauseOnConnect: true }).listen(0, async () => {
  const client = http2.connect(`http://127.0.0.1:${server.address().port}`);
  const request = client.request();
  client.on('error', assert.fail);
  request.on('error', assert.fail);
  const [[socket]] = await Promise.all([once(server, 'connection'), once(client, 'connect')]);
  while (client.socket.bytesWritten < 24) await new Promise(setImmediate); // the request is in the server's kernel
  socket.write(Buffer.concat(answer), () => socket.destroy()); // unread: it is reset
  let length = 0;
  request.on('data', (chunk) => { length += chunk.length; });
  await once(request, 'end');
  assert.strictEqual(length, LENGTH);
  client.destroy();
  server.close();
});
