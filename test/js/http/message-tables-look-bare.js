// SPDX-License-Identifier: MIT
// A response's tables of headers and listeners are shown, and behave, as objects without prototype.
'use strict';

const assert = require('assert');
const http = require('http');
const { inspect } = require('util');

const server = http.createServer((req, res) => {
  res.setHeader('Constructor', 'a');
  res.setHeader('__proto__', 'b');
  res.setHeader('X-One', ['c', 'd']);
  assert.deepStrictEqual(res.getHeaderNames(), ['constructor', '__proto__', 'x-one']);
  assert.strictEqual(res.getHeader('toString'), undefined);
  assert.strictEqual(res.hasHeader('hasOwnProperty'), false);
  assert.match(inspect(res._events), /^\[Object: null prototype\] \{ finish: /);
  assert.match(inspect(res), /\[Object: null prototype\] \{\s+constructor: \[ 'Constructor', 'a' \]/);
  assert.doesNotMatch(inspect(res), /Table|FirstListener/);
  assert.deepStrictEqual(res.eventNames(), ['finish']);
  assert.strictEqual(res.emit('toString'), false);
  res.removeHeader('x-one');
  res.end();
}).listen(0, () => http.get({ port: server.address().port, agent: false }, (res) => {
  assert.deepStrictEqual(res.rawHeaders.slice(0, 4), ['Constructor', 'a', '__proto__', 'b']);
  assert.ok(!res.rawHeaders.includes('X-One'));
  res.resume().on('end', () => server.close());
}));
