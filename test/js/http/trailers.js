// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const http = require('http');

const server = http.createServer((req, res) => {
  req.resume().on('end', () => {
    assert.deepStrictEqual(req.trailers, { 'x-sum': '1' });
    res.writeHead(200, { Trailer: 'X-Answer' });
    res.write('a');
    res.addTrailers({ 'X-Answer': '2' });
    res.end();
  });
}).listen(0, () => {
  const req = http.request({ port: server.address().port, method: 'POST', headers: { Trailer: 'X-Sum' } }, (res) => {
    res.resume().on('end', () => {
      assert.deepStrictEqual(res.rawTrailers, ['X-Answer', '2']);
      server.close();
    });
  });
  req.write('b');
  req.addTrailers({ 'X-Sum': '1' });
  req.end();
});
