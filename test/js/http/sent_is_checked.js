// SPDX-License-Identifier: MIT
// Nothing that a program sends can begin a line of its own: CR, LF and what is not Latin-1 are refused everywhere.
'use strict';
const assert = require('assert');
const http = require('http');
const { serve, exchange } = require('./fixtures/raw');

const bad = ['a\r\nX: y', 'a\nb', 'a\rb', 'a\0b', 'a\u0100', '\u{1f600}', 'a\x7f'];
const char = { code: 'ERR_INVALID_CHAR' }, token = { code: 'ERR_INVALID_HTTP_TOKEN' };
const names = ['', 'a b', 'a:b', 'a\r\n', 'a\nb', '\u0130', 'a\0', '(', 'é'];

(async () => {
  const server = await serve({}, (req, res) => {
    for (const value of bad) {
      if (value !== 'a\x7f') assert.throws(() => res.setHeader('x', value), char);
      assert.throws(() => res.setHeader('x', ['ok', 'a\r\nb']), char);
      assert.throws(() => res.appendHeader('x', 'a\nb'), char);
      assert.throws(() => res.writeHead(200, { x: 'a\r\nb' }), char);
      assert.throws(() => res.writeHead(200, ['x', 'a\nb']), char);
      assert.throws(() => res.writeHead(200, 'O\r\nK'), char);
      assert.throws(() => res.writeEarlyHints({ 'link': '</a>; rel=preload', 'x': 'a\r\nb' }), char);
      assert.throws(() => res.writeEarlyHints({ link: '</a>\r\nX: y; rel=preload' }), { code: 'ERR_INVALID_ARG_VALUE' });
    }
    res.statusMessage = undefined;
    for (const name of names) {
      assert.throws(() => res.setHeader(name, 'x'), token);
      assert.throws(() => res.writeHead(200, { [name]: 'x' }), token);
      assert.throws(() => res.addTrailers({ [name]: 'x' }), token);
    }
    assert.throws(() => res.addTrailers({ x: 'a\r\nb' }), char);
    for (const code of [99, 1000, 'x', NaN, undefined, -200]) {
      assert.throws(() => res.writeHead(code), { code: 'ERR_HTTP_INVALID_STATUS_CODE' });
    }
    res.statusMessage = 'a\nb';
    assert.throws(() => res.end(), char);
    res.statusMessage = 'ok\xe9';
    res.setHeader('X', '\xe9');
    res.end('x');
  });
  assert.match(await exchange(server, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'),
               /^HTTP\/1\.1 200 ok\xe9\r\nX: \xe9\r\nDate: [^\r]+\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx$/);
  server.close();

  const request = (options) => http.request({ host: '127.0.0.1', port: 1, ...options });
  for (const path of ['/a b', '/a\r\nb', '/\n', '/\u0100', '/\0', '/\x7f\u0100']) {
    assert.throws(() => request({ path }), { code: 'ERR_UNESCAPED_CHARACTERS' });
  }
  for (const method of ['GET ', 'GET\r\n', 'G\0', 'é', '(']) assert.throws(() => request({ method }), token);
  for (const value of ['a\r\nb', 'a\nb', 'a\u0100']) assert.throws(() => request({ headers: { x: value } }), char);
  for (const value of ['a\r\nb', 'a\nb']) assert.throws(() => request({ headers: ['x', value] }), char);
  for (const name of names) if (name !== '') assert.throws(() => request({ headers: { [name]: 'x' } }), token);
  assert.throws(() => request({ host: 'a\r\nX: y' }), /Invalid character|ERR_INVALID_CHAR/);
  const req = request({});
  req.on('error', () => {});
  assert.throws(() => { req.path = '/\r\n'; }, { code: 'ERR_UNESCAPED_CHARACTERS' });
  req.destroy();
})();
