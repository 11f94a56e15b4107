// SPDX-License-Identifier: MIT
// The client goes before its answer is finished: a request that nobody has read to its end is aborted, also one that had
// arrived whole, or has no body; one that was read just closes.
'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const http = require('node:http');
const net = require('node:net');

const get = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
const whole = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi';
const part = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhi';

const aborted = ['aborted true', 'error ECONNRESET', 'close'];
const cases = [
  [get, (req) => {}, aborted],
  [whole, (req) => {}, aborted],
  [part, (req) => {}, aborted],
  [part, (req) => req.resume(), aborted],
  [get, (req) => req.resume(), ['end', 'close']],
  [whole, (req) => req.resume(), ['end', 'close']],
];

(async () => {
  for (const [text, handle, expected] of cases) {
    const seen = [];
    const server = http.createServer((req, res) => {
      req.on('aborted', () => seen.push(`aborted ${req.destroyed}`));
      req.on('error', (error) => seen.push(`error ${error.code}`));
      req.on('end', () => seen.push('end'));
      req.on('close', () => seen.push('close'));
      res.on('close', () => setImmediate(() => server.close()));
      handle(req);
      setImmediate(() => client.destroy());
    }).listen(0);
    await once(server, 'listening');
    const client = net.connect(server.address().port, () => client.write(text));
    await once(server, 'close');
    assert.deepStrictEqual(seen, expected, `${text} ${handle}`);
  }

  // Who asks only afterwards hears of it as well.
  const server = http.createServer(async (req, res) => {
    client.destroy();
    await once(res, 'close');
    assert.ok(req.aborted && req.destroyed);
    assert.strictEqual(req.errored.code, 'ECONNRESET');
    await assert.rejects(req.toArray(), { code: 'ECONNRESET' });
    server.close();
  }).listen(0);
  await once(server, 'listening');
  const client = net.connect(server.address().port, () => client.write(whole));
})();
