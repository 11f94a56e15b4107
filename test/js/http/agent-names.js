// SPDX-License-Identifier: MIT
// Which requests share a socket: names are kept, and still follow the options, the agent's options and a getName of one's own.
'use strict';

const assert = require('assert');
const http = require('http');

const server = http.createServer((req, res) => res.end(String(req.socket.remotePort)));

function get(agent, options = {}) {
  const { port } = server.address();
  return new Promise((resolve, reject) => {
    http.get({ host: '127.0.0.1', port, agent, ...options }, (res) => {
      let text = '';
      res.setEncoding('latin1').on('data', (s) => text += s).on('close', () => resolve(text));
    }).on('error', reject);
  });
}

server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const agent = new http.Agent({ keepAlive: true });
  const first = await get(agent);
  assert.strictEqual(await get(agent), first);
  assert.notStrictEqual(await get(agent, { localAddress: '127.0.0.1' }), first);
  assert.strictEqual(await get(agent), first);
  assert.notStrictEqual(await get(agent, { family: 4 }), first);
  assert.deepStrictEqual(Object.keys(agent.freeSockets).sort(), [
    `127.0.0.1:${port}:`, `127.0.0.1:${port}:127.0.0.1`, `127.0.0.1:${port}::4`,
  ]);
  assert.deepStrictEqual(Object.keys(agent.sockets), []);
  agent.destroy();

  // The agent's options come before a request's.
  const fixed = new http.Agent({ keepAlive: true, host: '127.0.0.1' });
  await get(fixed, { host: 'nowhere.invalid' });
  await get(fixed);
  assert.deepStrictEqual(Object.keys(fixed.freeSockets), [`127.0.0.1:${port}:`]);
  assert.strictEqual(fixed.freeSockets[`127.0.0.1:${port}:`].length, 1);
  fixed.destroy();

  // One's own getName sees the merged options, each time.
  class Named extends http.Agent {
    getName(options) {
      assert.strictEqual(options.keepAlive, true);
      return `mine:${options.headers?.room ?? options.room}`;
    }
  }
  const named = new Named({ keepAlive: true });
  const a = await get(named, { room: 1 });
  assert.notStrictEqual(await get(named, { room: 2 }), a);
  assert.strictEqual(await get(named, { room: 1 }), a);
  named.destroy();

  // A Host header that is no string is refused, socket or not.
  const strict = new http.Agent({ keepAlive: true });
  await get(strict);
  const host = { headers: { host: ['a', 'b'] }, agent: strict, port, host: '127.0.0.1' };
  assert.throws(() => http.get(host), { code: 'ERR_INVALID_ARG_TYPE' });
  strict.destroy();
  server.close();
});
