// SPDX-License-Identifier: MIT
// Between cork() and uncork() an answer keeps what is written; end() sends it in any case.
'use strict';
const assert = require('assert');
const net = require('net');
const { serve } = require('./fixtures/raw');

(async () => {
  const server = await serve({}, (req, res) => {
    res.cork();
    res.cork();
    res.write('a');
    assert.strictEqual(res.writableCorked, 2);
    res.uncork();
    setImmediate(() => {
      res.write('b');
      setImmediate(() => {
        assert.strictEqual(chunks, 0);
        if (req.url === '/end') res.end('c');
        else {
          res.uncork();
          setImmediate(() => res.end('c'));
        }
      });
    });
  });
  let chunks = 0, text = '';
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  socket.on('data', (chunk) => {
    text += chunk;
    if (!text.endsWith('0\r\n\r\n')) {
      chunks++;
      return;
    }
    assert.match(text, /1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n$/);
    text = '';
    chunks = 0;
    if (++rounds === 1) socket.write('GET /end HTTP/1.1\r\nHost: a\r\n\r\n');
    else {
      socket.destroy();
      server.close();
    }
  });
  let rounds = 0;
})();
