// SPDX-License-Identifier: MIT
// What comes over a kept socket that no request is using destroys it: it would be taken for the next one's answer.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');
const { once } = require('node:events');

(async () => {
  for (const say of [(socket) => socket.write('HTTP/1.1 200 OK\r\n'), (socket) => socket.end()]) {
    const server = net.createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => {});
      socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
      server.last = socket;
    });
    server.listen(0);
    await once(server, 'listening');
    const agent = new http.Agent({ keepAlive: true });
    const req = http.get({ port: server.address().port, agent }, (res) => res.resume());
    const [kept] = await once(agent, 'free');
    const seen = [];
    for (const event of ['data', 'end', 'error']) kept.once(event, () => seen.push(event));
    say(server.last);
    await once(kept, 'close');
    assert.deepStrictEqual(seen, []);
    assert.deepStrictEqual(Object.keys(agent.freeSockets), []);
    assert.strictEqual(req.reusedSocket, false);

    const again = http.get({ port: server.address().port, agent });
    const [res] = await once(again, 'response');
    assert.strictEqual(again.reusedSocket, false);
    res.resume();
    await once(agent, 'free');
    const third = http.get({ port: server.address().port, agent });
    (await once(third, 'response'))[0].resume();
    assert.strictEqual(third.reusedSocket, true);
    await once(agent, 'free');
    agent.destroy();
    server.last.destroy();
    server.close();
  }
})();
