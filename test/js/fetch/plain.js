// SPDX-License-Identifier: MIT
// What fetch() sends over plain HTTP, and what its Response is, on the way that does not go through undici.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const zlib = require('node:zlib');

const seen = [];
const server = http.createServer((req, res) => {
  let body = '';
  req.setEncoding('utf8').on('data', (d) => { body += d; }).on('end', () => {
    seen.push([req.method, req.url, req.rawHeaders, body]);
    const path = req.url.split('?')[0];
    if (path === '/gzip') return res.writeHead(200, { 'Content-Encoding': 'gzip' }).end(zlib.gzipSync('unpacked'));
    if (path === '/two') {
      res.setHeader('Content-Encoding', 'deflate, br');
      return res.end(zlib.brotliCompressSync(zlib.deflateSync('twice')));
    }
    if (path === '/bad-gzip') return res.writeHead(200, { 'Content-Encoding': 'gzip' }).end('not packed');
    if (path === '/empty') return res.writeHead(204).end();
    if (path === '/redirect') return res.writeHead(302, { location: '/end' }).end('over there');
    if (path === '/json') return res.end('\ufeff{"a":[1]}');
    if (path === '/loop') return res.writeHead(301, { location: '/loop' }).end();
    res.writeHead(201, 'Fine', [['X-One', '1'], ['Set-Cookie', 'a=1'], ['Set-Cookie', 'b=2'], ['X-One', '2']]);
    res.end('häl');
  });
}).listen(0, async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  const r = await fetch(`${base}/p a?q#frag`);
  assert.ok(r instanceof Response);
  assert.deepStrictEqual([r.status, r.statusText, r.ok, r.type, r.redirected, r.url],
                         [201, 'Fine', true, 'basic', false, `${base}/p%20a?q`]);
  assert.strictEqual(r.headers, r.headers);
  assert.strictEqual(r.headers.get('x-one'), '1, 2');
  assert.deepStrictEqual(r.headers.getSetCookie(), ['a=1', 'b=2']);
  assert.throws(() => r.headers.set('a', 'b'), TypeError); // immutable
  assert.strictEqual(r.bodyUsed, false);
  assert.strictEqual(await r.text(), 'häl');
  assert.strictEqual(r.bodyUsed, true);
  assert.strictEqual(r.body.locked, true);
  await assert.rejects(r.text(), { name: 'TypeError', message: 'Body is unusable: Body has already been read' });
  assert.throws(() => r.clone(), TypeError);

  const kept = await fetch(base);
  const copy = kept.clone();
  assert.deepStrictEqual([await kept.text(), await copy.text()], ['häl', 'häl']);
  assert.deepStrictEqual(new Uint8Array(await (await fetch(base)).arrayBuffer()), new Uint8Array(Buffer.from('häl')));
  assert.deepStrictEqual(await (await fetch(base)).bytes(), new Uint8Array(Buffer.from('häl')));
  assert.strictEqual((await (await fetch(base)).blob()).size, 4);
  assert.deepStrictEqual(await (await fetch(`${base}/json`)).json(), { a: [1] });
  await assert.rejects((await fetch(base)).json(), SyntaxError);
  let streamed = '';
  for await (const piece of (await fetch(base)).body) {
    assert.strictEqual(piece.constructor, Uint8Array);
    streamed += Buffer.from(piece);
  }
  assert.strictEqual(streamed, 'häl');
  for await (const piece of (await fetch(`${base}/gzip`)).body) assert.strictEqual(String(Buffer.from(piece)), 'unpacked');

  const empty = await fetch(`${base}/empty`);
  assert.strictEqual(empty.body, null);
  assert.strictEqual(await empty.text(), '');
  assert.strictEqual(await (await fetch(`${base}/gzip`)).text(), 'unpacked');
  assert.strictEqual(await (await fetch(`${base}/two`)).text(), 'twice');
  await assert.rejects((await fetch(`${base}/bad-gzip`)).text(), { name: 'TypeError', message: 'terminated' });

  seen.length = 0;
  const moved = await fetch(`${base}/redirect`, { method: 'POST', body: 'x', headers: { 'X-Kept': '1', 'Content-Type': 'a/b' } });
  assert.deepStrictEqual([moved.redirected, moved.url, await moved.text()], [true, `${base}/end`, 'häl']);
  assert.deepStrictEqual(seen.map(([method, url, , body]) => [method, url, body]), [['POST', '/redirect', 'x'], ['GET', '/end', '']]);
  assert.ok(seen[1][2].includes('X-Kept') && !seen[1][2].includes('Content-Type'));
  await assert.rejects(fetch(`${base}/loop`), (e) => e.cause.message === 'redirect count exceeded');

  seen.length = 0;
  const bytes = Buffer.from('xyz');
  await Promise.all([
    fetch(base, { method: 'put', body: bytes, headers: [['A', '1'], ['a', '2']] }), fetch(base, { method: 'DELETE' }),
    fetch(new URL(base), { method: 'POST', body: new URLSearchParams({ a: 'ö' }) }), bytes.fill(0),
  ]);
  const of = (method) => seen.find((one) => one[0] === method);
  assert.strictEqual(of('PUT')[3], 'xyz');
  assert.strictEqual(of('POST')[3], 'a=%C3%B6');
  const usual = ['accept', '*/*', 'accept-language', '*', 'sec-fetch-mode', 'cors', 'user-agent', 'node',
                 'accept-encoding', 'gzip, deflate'];
  const first = ['host', base.slice(7), 'connection', 'keep-alive'];
  assert.deepStrictEqual(of('PUT')[2], [...first, 'A', '1, 2', ...usual, 'content-length', '3']);
  assert.deepStrictEqual(of('DELETE')[2], [...first, ...usual]);
  assert.deepStrictEqual(of('POST')[2].slice(4, 6), ['content-type', 'application/x-www-form-urlencoded;charset=UTF-8']);
  assert.ok(performance.getEntriesByType('resource').some((e) => e.name === `${base}/` && e.initiatorType === 'fetch'));
  server.close();
  server.closeAllConnections();
});
