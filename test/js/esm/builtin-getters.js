// SPDX-License-Identifier: MIT
// A builtin's export behind a getter (http.WebSocket: a thousand kilobytes of library) is read when a module is
// linked that may use it, not for everybody who imports the builtin.
'use strict';
const assert = require('node:assert');
const os = require('node:os');

let reads = 0;
Object.defineProperty(os, 'EOL', { get() { reads++; return 'end'; }, enumerable: true, configurable: true });

const run = (text) => import(`data:text/javascript,${encodeURIComponent(text)}`);

async function main() {
  await run('import os, { cpus } from "node:os"; if (typeof cpus !== "function") throw 1;');
  assert.strictEqual(reads, 0);
  assert.strictEqual((await run('import { EOL as end } from "node:os"; export default end;')).default, 'end');
  assert.strictEqual(reads, 1);

  // Those who have the namespace, or spell the name in another way.
  const forms = [
    ['v8', 'getHeapStatistics', 'import * as all from "node:v8"; export default all.getHeapStatistics;'],
    ['querystring', 'parse', 'import * /* all */ as all from "node:querystring"; export default all.parse;'],
    ['zlib', 'crc32', 'import { \\u0063rc32 as it } from "node:zlib"; export default it;'],
  ];
  for (const [id, name, text] of forms) {
    const value = () => 0;
    Object.defineProperty(require(id), name, { get: () => value, enumerable: true, configurable: true });
    assert.strictEqual((await run(text)).default, value, id);
  }
  const value = () => 0;
  Object.defineProperty(require('tty'), 'isatty', { get: () => value, enumerable: true, configurable: true });
  assert.strictEqual((await run('export * from "node:tty";')).isatty, value);
  Object.defineProperty(require('dns'), 'lookup', { get: () => value, enumerable: true, configurable: true });
  assert.strictEqual((await import('node:dns')).lookup, value);

  const { Blob, URLPattern, WebSocket } = await run(`
    export { Blob } from "node:buffer"; export { URLPattern } from "node:url"; export { WebSocket } from "node:http"`);
  assert.strictEqual(Blob, globalThis.Blob);
  assert.strictEqual(URLPattern, globalThis.URLPattern);
  assert.strictEqual(WebSocket, globalThis.WebSocket);
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
