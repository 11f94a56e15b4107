// SPDX-License-Identifier: MIT
// `writableFinished` is true from 'finish' on; callbacks of write() and end() get null; what waits in this tick counts as waiting.
'use strict';
const assert = require('assert');
const http = require('http');

const log = [];
const server = http.createServer((req, res) => {
  res.on('prefinish', () => log.push(`prefinish ${res.writableFinished}`));
  res.on('finish', () => log.push(`finish ${res.writableFinished}`));
  res.write('a', (error) => log.push(`write ${error}`));
  assert.ok(res.writableLength > 0);
  res.end('b', (error) => log.push(`end ${error} ${res.writableFinished}`));
  log.push(`ended ${res.writableEnded} ${res.writableFinished}`);
}).listen(0, '127.0.0.1', () => {
  http.get({ port: server.address().port, agent: false }, (res) => {
    res.resume().on('end', () => {
      server.close();
      assert.deepStrictEqual(log, [
        'prefinish false', 'ended true false', 'write null', 'end null true', 'finish true',
      ]);
    });
  });
});
