'use strict';
// A request that is answered before it has been read, on a connection that closes then: it ends all the same, if its
// bytes had come.
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const bodies = ['Content-Length: 5\r\n\r\nhello', 'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'];
const orders = [];
const server = http.createServer((request, response) => {
  const order = [];
  orders.push(order);
  for (const event of ['aborted', 'end', 'close']) request.on(event, () => order.push(event));
  request.on('close', () => assert.strictEqual(request.complete, true));
  response.setHeader('Connection', 'close');
  response.end('x');
});
server.listen(0, async () => {
  for (const body of bodies) {
    await new Promise((resolve) => {
      const client = net.connect(server.address().port);
      client.write('POST / HTTP/1.1\r\nHost: a\r\n' + body);
      client.resume().on('close', resolve);
    });
  }
  server.close();
  assert.deepStrictEqual(orders, [['end', 'close'], ['end', 'close']]);
});
