// SPDX-License-Identifier: MIT
// Who ends his side when the other has ended hears 'finish' before 'close': the socket was not destroyed meanwhile.
'use strict';
const assert = require('node:assert');
const net = require('node:net');
const { finished } = require('node:stream');

const seen = [];
const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  for (const event of ['end', 'finish']) socket.on(event, () => seen.push(event));
  finished(socket, (error) => seen.push(`finished ${error}`));
  socket.on('end', () => socket.end('bye'));
  socket.on('close', (hadError) => {
    assert.strictEqual(hadError, false);
    assert.deepStrictEqual(seen, ['end', 'finish', 'finished undefined']);
    server.close();
  });
  socket.resume();
});
server.listen(0, () => net.connect(server.address().port).resume().end());
