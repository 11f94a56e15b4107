// SPDX-License-Identifier: MIT
// goaway() does not end the session of who calls it: that is left to the other side.
'use strict';

const assert = require('node:assert');
const http2 = require('node:http2');

const order = [];
const server = http2.createServer();
server.on('session', (session) => {
  session.on('remoteSettings', () => {
    session.goaway();
    setImmediate(() => order.push(`destroyed: ${session.destroyed}`));
  });
  session.on('close', () => order.push(`closed: ${session.closed}`));
});
server.listen(0, '127.0.0.1', () => {
  const client = http2.connect(`http://127.0.0.1:${server.address().port}`);
  client.on('close', () => server.close());
});
process.on('exit', () => assert.deepStrictEqual(order, ['destroyed: false', 'closed: true']));
