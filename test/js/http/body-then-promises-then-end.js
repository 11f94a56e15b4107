'use strict';
// Head and body of a request in one packet: ticks and promises of the last bytes come before its end, however it is framed.
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const heads = ['Content-Length: 5\r\n\r\nhello', 'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'];
const orders = [];
const server = http.createServer((request, response) => {
  const order = [];
  orders.push(order);
  assert.strictEqual(request.complete, false);
  request.on('data', () => {
    order.push('data');
    process.nextTick(() => order.push('tick'));
    queueMicrotask(() => order.push('promise'));
  });
  request.on('end', () => order.push('end'));
  request.on('close', () => {
    order.push('close');
    response.end();
  });
});
server.listen(0, async () => {
  for (const head of heads) {
    await new Promise((resolve) => {
      const client = net.connect(server.address().port);
      client.write('POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n' + head);
      client.resume().on('close', resolve);
    });
  }
  server.close();
  const order = ['data', 'tick', 'promise', 'end', 'close'];
  assert.deepStrictEqual(orders, [order, order]);
});
