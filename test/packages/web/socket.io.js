// socket.io: polling first, then the upgrade to WebSocket; acknowledgements, rooms, binary.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const { once } = require('node:events');
const { Server } = require('socket.io');
const { io } = require('socket.io-client');
const { listen } = require('../lib.js');

(async () => {
  const server = http.createServer();
  const hub = new Server(server);
  hub.on('connection', (socket) => {
    socket.on('add', (a, b, reply) => reply(a + b));
    socket.on('join', (room, reply) => { socket.join(room); reply(); });
    socket.on('say', (room, text) => hub.to(room).emit('said', text, Buffer.from([1, 2, 3])));
  });
  const url = await listen(server);
  for (const transports of [['polling', 'websocket'], ['websocket'], ['polling']]) {
    const a = io(url, { transports, forceNew: true });
    const b = io(url, { transports, forceNew: true });
    assert.strictEqual(await a.timeout(10000).emitWithAck('add', 2, 3), 5);
    await b.timeout(10000).emitWithAck('join', 'room');
    const said = new Promise((resolve) => b.once('said', (...args) => resolve(args)));
    a.emit('say', 'room', 'hi');
    const [text, bytes] = await said;
    assert.strictEqual(text, 'hi');
    assert.deepStrictEqual([...bytes], [1, 2, 3]);
    a.close();
    b.close();
  }
  await hub.close();
})().catch((error) => { console.error(error); process.exit(1); });
