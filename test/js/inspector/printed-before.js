// SPDX-License-Identifier: MIT
// What a program has printed since the inspector is open is shown to a front-end that connects later.
'use strict';

const assert = require('node:assert');
const inspector = require('node:inspector');
const { once } = require('node:events');

inspector.open(0, '127.0.0.1', false);
console.log('early');
(async () => {
  const socket = new WebSocket(inspector.url());
  await once(socket, 'open');
  const told = new Promise((resolve) => {
    socket.onmessage = ({ data }) => {
      const { method, params } = JSON.parse(data);
      if (method === 'Runtime.consoleAPICalled') resolve(params.args[0].value);
    };
  });
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.enable' }));
  assert.strictEqual(await told, 'early');
  socket.close();
  await once(socket, 'close');
  inspector.close();
})();
