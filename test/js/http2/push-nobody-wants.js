// SPDX-License-Identifier: MIT
// A client without a 'stream' listener lets a pushed response pass: no error of the server's, and it does not keep the session.
'use strict';
const assert = require('assert');
const http2 = require('http2');

const server = http2.createServer();
const log = [];
server.on('stream', (stream) => {
  stream.pushStream({ ':path': '/pushed' }, (error, push) => {
    assert.ifError(error);
    push.on('aborted', () => log.push('aborted')).on('close', () => {
      log.push(`push ${push.rstCode}`);
      stream.end('main');
    });
    push.respond({ ':status': 200 });
    push.end(Buffer.alloc(300_000));
  });
  stream.respond({ ':status': 200 });
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  client.on('close', () => {
    server.close();
    assert.deepStrictEqual(log, ['push 0', 'close']);
  });
  client.request().resume().on('close', () => {
    log.push('close');
    client.close();
  });
});
