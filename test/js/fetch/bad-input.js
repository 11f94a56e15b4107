// SPDX-License-Identifier: MIT
'use strict';
// fetch() never throws: getters, conversions and proxies that do are rejections.
const assert = require('assert');

const boom = (text) => { throw new Error(text); };
const bad = { toString: () => boom('text') };
const local = 'http://localhost:1/';
const rows = [
  [() => fetch(bad), 'text'], [() => fetch(local, { method: bad }), 'text'], [() => fetch('data:,x', { method: bad }), 'text'],
  [() => fetch(local, { headers: { a: bad } }), 'text'],
  [() => fetch(new Proxy({}, { get: () => boom('get'), getPrototypeOf: () => boom('prototype') })), /get|prototype/],
  [() => fetch(local, new Proxy({}, { get: () => boom('get'), getPrototypeOf: () => boom('prototype'), ownKeys: () => boom('keys') })), /get|prototype|keys/],
  [() => fetch(local, { headers: new Proxy({}, { ownKeys: () => boom('keys') }) }), 'keys'],
  [() => fetch(local, 5), /Expected 5 to be one of/], [() => fetch(local, { signal: 5 }), /signal/], [() => fetch(local, { signal: {} }), /signal/],
  [() => fetch(), /Failed to parse URL/], [() => fetch('\ud800'), /Failed to parse URL/], [() => fetch(local, { method: 'TRACE' }), /TRACE/],
  [() => fetch(local, { method: 'a b' }), /a b/], [() => fetch(local, { body: 'x' }), /body/i], [() => fetch(local, { headers: { 'a b': 'c' } }), /a b/],
  [() => fetch(local, { headers: { a: '\u0100' } }), /256/], [() => fetch(local, { mode: 'none' }), /none/], [() => fetch(local, { redirect: 'none' }), /none/],
];
for (const key of ['method', 'headers', 'body', 'signal', 'redirect', 'mode']) {
  rows.push([() => fetch(local, { get [key]() { return boom(key); } }), key]);
}
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
rows.push([() => fetch(proxy), /revoked/], [() => fetch(local, proxy), /revoked/], [() => fetch(local, { method: 'POST', body: proxy }), /revoked/]);

let count = 0;
for (const [call, message] of rows) {
  const promise = call(); // throws nothing
  promise.then(assert.fail, (error) => {
    if (typeof message === 'string') assert.strictEqual(error.message, message);
    else assert.match(error.message, message);
    count++;
  });
}
fetch('data:,x', { signal: AbortSignal.abort('why') }).then(assert.fail, (why) => assert.strictEqual(why, 'why'));
process.on('exit', () => assert.strictEqual(count, rows.length));
