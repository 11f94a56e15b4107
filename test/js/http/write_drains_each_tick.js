// A program that writes until it is told to wait is told so within a tick, however much the system would take at once.
'use strict';
const assert = require('node:assert');
const http = require('node:http');

const CHUNK = Buffer.alloc(4096, 'a');
const ROUNDS = 20;
let sent = 0;

const server = http.createServer((req, res) => {
  let rounds = 0;
  (function next() {
    if (rounds++ === ROUNDS) {
      res.end();
      return;
    }
    let wrote = CHUNK.length;
    while (res.write(CHUNK)) wrote += CHUNK.length;
    assert.ok(wrote >= 32768 && wrote <= 131072, `${wrote} bytes`);
    sent += wrote;
    res.once('drain', next);
  })();
});
server.listen(0, () => {
  http.get({ port: server.address().port }, (res) => {
    let got = 0;
    res.on('data', (chunk) => { got += chunk.length; });
    res.on('end', () => {
      assert.strictEqual(got, sent);
      server.close();
    });
  });
});
