// SPDX-License-Identifier: MIT
'use strict';
// Classes of the web: methods and getters on what is no instance, calls without new, arguments of which two are wrong, and getters that throw.
const assert = require('assert');

const classes = { Headers: [['append', 'get', 'set', 'has', 'delete'], []], Request: [['clone', 'text', 'json', 'arrayBuffer'], ['url', 'method', 'headers', 'body', 'signal']],
  Response: [['clone', 'text', 'blob'], ['status', 'ok', 'headers', 'body']], FormData: [['append', 'get', 'set', 'delete'], []],
  URL: [['toString', 'toJSON'], ['href', 'host', 'searchParams']], URLSearchParams: [['append', 'get', 'set', 'toString', 'keys'], ['size']], URLPattern: [['exec', 'test'], ['pathname']],
  Performance: [['now', 'mark', 'measure', 'getEntries', 'toJSON'], ['timeOrigin']], PerformanceMark: [[], ['detail']], PerformanceEntry: [['toJSON'], ['name', 'duration']],
  AbortSignal: [['throwIfAborted'], ['aborted', 'reason']], AbortController: [['abort'], ['signal']], EventTarget: [['addEventListener', 'dispatchEvent'], []], DOMException: [[], ['name', 'code', 'message']],
  MessagePort: [['postMessage', 'start'], []], BroadcastChannel: [['postMessage', 'close'], ['name']], Crypto: [['getRandomValues', 'randomUUID'], ['subtle']], Navigator: [[], ['userAgent', 'hardwareConcurrency']], ReadableStream: [['getReader', 'tee'], ['locked']], WritableStream: [['getWriter'], ['locked']], CompressionStream: [[], ['readable']], TextEncoder: [['encode', 'encodeInto'], ['encoding']] };
const receivers = (Class) => [undefined, null, 1, {}, new Map(), Object.create(Class.prototype)];
let count = 0;
async function main() {
  for (const [name, [methods, getters]] of Object.entries(classes)) {
    const Class = globalThis[name];
    assert.throws(() => Class(), { name: 'TypeError' }, name);
    for (const self of receivers(Class)) {
      for (const method of methods) {
        if (name === 'EventTarget' && self == null) continue;
        await assert.rejects(async () => Class.prototype[method].call(self, 'a', 'b'), (error) => error instanceof TypeError || error.name === 'NotFoundError', `${name} ${method} of ${typeof self}`);
        count++;
      }
      for (const getter of getters) {
        let owner = Class.prototype;
        while (!Object.hasOwn(owner, getter)) owner = Object.getPrototypeOf(owner);
        await assert.rejects(async () => Object.getOwnPropertyDescriptor(owner, getter).get.call(self), { name: 'TypeError' }, `${name} ${getter}`);
        count++;
      }
    }
  }
  assert.ok(count > 300, String(count));

  const boom = (key) => ({ get [key]() { throw new Error(key); } });
  for (const key of ['method', 'headers', 'signal', 'redirect']) assert.throws(() => new Request('http://a/', boom(key)), { message: key });
  for (const key of ['status', 'statusText', 'headers']) assert.throws(() => new Response('', boom(key)), { message: key });
  for (const key of ['detail', 'startTime']) assert.throws(() => performance.mark('x', boom(key)), { message: key });
  for (const status of [0, 199, 600, -1, NaN, 2 ** 32, 'x']) assert.throws(() => new Response('', { status }), { name: 'RangeError' });
  for (const status of [101, 204, 205, 304]) assert.throws(() => new Response('x', { status }), (error) => error instanceof Error);
  for (const text of ['\u0100', 'a\nb', 'a\0']) assert.throws(() => new Response('', { statusText: text }), { name: 'TypeError' });
  for (const pair of [['a b', 'x'], ['', 'x'], ['a', '\u0100'], ['\ud800', 'x'], ['a', 'x\ny'], [Symbol('s'), 'x']]) assert.throws(() => new Headers([pair]), { name: 'TypeError' });
  for (const init of [5, 'x', [['a']], [['a', 'b', 'c']], [5]]) assert.throws(() => new Headers(init), { name: 'TypeError' });
  assert.throws(() => new FormData(5), { name: 'TypeError' });
  assert.throws(() => new FormData().append('a', 'b', 'c'), { name: 'TypeError' });
  for (const transfer of [5, 'x', {}]) assert.throws(() => structuredClone(1, { transfer }), { name: 'TypeError' });
  assert.throws(() => structuredClone(), { code: 'ERR_MISSING_ARGS' });
  for (const address of ['x', 'ftp://a', 5]) assert.throws(() => new WebSocket(address), (error) => error instanceof Error);
  assert.throws(() => new WebSocket('ws://a/', 'a b'), { name: 'SyntaxError' });
  assert.throws(() => new WebSocket('ws://a/', ['a', 'a']), { name: 'SyntaxError' });
}
let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
