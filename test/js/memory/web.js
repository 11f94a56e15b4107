// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings
// No growth: blobs, bodies, forms, ports, channels, events.
'use strict';
const assert = require('node:assert');
const { noGrowth } = require('../../fixtures/growth');

async function main() {
  await noGrowth('blobs', async () => {
    await new Blob(['a', new Uint8Array(8)]).slice(0, 4).text();
    for await (const chunk of new Blob(['a']).stream()) assert.strictEqual(chunk.length, 1);
  }, 200);
  await noGrowth('bodies', async () => {
    await new Response('abc').text();
    new Request('http://a/', { method: 'POST', body: 'x' }).clone();
    const form = new FormData();
    form.append('a', new Blob(['q']));
    await new Response(form).text();
  }, 100);
  await noGrowth('ports', () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => {
      port1.close();
      resolve();
    };
    port1.postMessage({ a: 1 });
  }), 150);
  await noGrowth('broadcasts', () => {
    const channel = new BroadcastChannel('x');
    channel.postMessage(1);
    channel.close();
  }, 200);
  await noGrowth('events', () => {
    const target = new EventTarget();
    target.addEventListener('x', () => {}, { once: true, signal: new AbortController().signal });
    target.dispatchEvent(new CustomEvent('x'));
    AbortSignal.timeout(1e6);
    queueMicrotask(() => {});
  }, 500);
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
