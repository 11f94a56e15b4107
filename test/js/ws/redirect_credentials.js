// SPDX-License-Identifier: MIT
// Credentials follow a redirect to the same host, and to another one only when somebody listens for 'redirect', who is
// shown the request before it leaves.
'use strict';
const assert = require('assert');
const http = require('http');
const { once } = require('events');
const WebSocket = require('eddy:ws');

(async () => {
  const wss = new WebSocket.Server({ port: 0, host: '127.0.0.1' });
  await once(wss, 'listening');
  const first = http.createServer().listen(0, '127.0.0.1');
  await once(first, 'listening');
  first.on('upgrade', (req, socket, head) => {
    if (req.url === '/here') wss.handleUpgrade(req, socket, head, (ws) => wss.emit('connection', ws, req));
    else socket.end(`HTTP/1.1 302 Found\r\nLocation: ${req.url === '/same' ? '/here' : `ws://127.0.0.1:${wss.address().port}/there`}\r\n\r\n`);
  });
  const seen = async (path, listener) => {
    const ws = new WebSocket(`ws://127.0.0.1:${first.address().port}${path}`, {
      followRedirects: true, auth: 'user:word', headers: { Cookie: 'a=b' },
    });
    if (listener) ws.on('redirect', listener);
    const [server, req] = await once(wss, 'connection');
    server.terminate();
    await once(ws, 'close');
    return [req.url, req.headers.authorization, req.headers.cookie, req.headers['x-added']];
  };
  const basic = `Basic ${btoa('user:word')}`;
  assert.deepStrictEqual(await seen('/here'), ['/here', basic, 'a=b', undefined]);
  assert.deepStrictEqual(await seen('/same'), ['/here', basic, 'a=b', undefined]);
  assert.deepStrictEqual(await seen('/other'), ['/there', undefined, undefined, undefined]);
  const shown = (url, req) => {
    assert.match(url, /\/there$/);
    req.removeHeader('cookie');
    req.setHeader('X-Added', '1');
  };
  assert.deepStrictEqual(await seen('/other', shown), ['/there', basic, undefined, '1']);
  wss.close();
  first.close();
})();
