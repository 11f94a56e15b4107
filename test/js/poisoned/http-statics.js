// SPDX-License-Identifier: MIT
// http servers and clients without Array.isArray, and without the functions of Math, Number, String, Object and Reflect.
'use strict';
const http = require('node:http');
const { Transform } = require('node:stream');

const boom = () => { throw new Error('a poisoned function was called'); };
for (const owner of [Math, Number, String, Object, Reflect]) {
  for (const key of Reflect.ownKeys(owner)) if (typeof owner[key] === 'function' && key !== 'prototype') owner[key] = boom;
}
Array.isArray = Array.from = Array.of = boom;

let left = 5;
const done = (error) => {
  if (error) throw error;
  if (--left === 0) server.close();
};
const agent = new http.Agent({ keepAlive: true, maxSockets: 1, timeout: 10000 });

const server = http.createServer({ uniqueHeaders: ['x-one'], keepAliveTimeout: 5000, requestTimeout: 60000 }, (req, res) => {
  if (req.headers.host === undefined || req.rawHeaders.length === 0 || req.headersDistinct.host === undefined) throw new Error('headers');
  if (req.url === '/list') {
    res.setHeader('X-One', ['a', 'b']);
    res.appendHeader('X-Two', 'a');
    res.setHeaders(new Map([['x-three', 'c']]));
    res.removeHeader('x-none');
    res.getHeaders();
    res.getHeaderNames();
    res.writeHead(200, 'Fine', ['X-Four', 'd', 'Trailer', 'X-Five']);
    res.write('text');
    res.addTrailers({ 'X-Five': ['e', 'f'] });
    res.end('more');
  } else if (req.url === '/early') {
    res.writeEarlyHints({ link: '</a>; rel=preload' });
    res.writeHead(200, { 'Content-Length': 2 });
    res.end('ok');
  } else if (req.url === '/reset') {
    res.destroy();
  } else {
    req.setEncoding('utf8');
    req.pipe(new Transform({ transform(chunk, encoding, callback) { callback(null, chunk); } })).pipe(res);
  }
}).listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const read = (res) => res.on('data', () => {}).on('end', done);
  const options = (path, more) => ({ __proto__: null, host: '127.0.0.1', port, path, agent, ...more });
  http.get(options('/list'), read);
  http.get(options('/early'), read).on('information', () => {});
  http.get(options('/reset'), read).on('error', () => done());
  http.get(`http://127.0.0.1:${port}/echo?a=b`, { headers: ['X-A', 'b', 'Host', 'h'] }, read);
  const req = http.request(options('/echo', { method: 'POST', headers: { 'X-A': ['b', 'c'] }, timeout: 10000 }), read);
  req.write('one');
  req.end('two');
});

process.on('exit', () => { if (left !== 0) process.exitCode = 1; });
