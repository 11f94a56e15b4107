// A process that has started from a snapshot can do what every other can: serve, fetch, import, start threads and children.
'use strict';
const assert = require('node:assert');
const { build, start } = require('./fixtures/lib.js');

const built = build(`
  const http = require('http'), https = require('https'), http2 = require('http2'), zlib = require('zlib');
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(':memory:');
  const gzip = zlib.createGzip();
  require('child_process').execFileSync('true');
  new TextDecoder(); new ReadableStream({}); new URL('http://a/'); new AbortController(); fetch; performance.now();
  Error.stackTraceLimit = 3;
  require('v8').startupSnapshot.setDeserializeMainFunction(async () => {
    console.log(Error.stackTraceLimit, typeof WebAssembly);
    const server = http.createServer((req, res) => res.end('served')).listen(0);
    await new Promise((done) => server.once('listening', done));
    console.log(await (await fetch('http://127.0.0.1:' + server.address().port)).text());
    server.close();
    const { Worker } = require('worker_threads');
    const worker = new Worker("require('worker_threads').parentPort.postMessage(globalThis.leaked)", { eval: true });
    worker.on('message', (m) => console.log('worker', m));
    await new Promise((done) => worker.on('exit', done));
    console.log(require('vm').runInNewContext('1 + 2'), typeof (await import('fs')).readFileSync);
    console.log(require('child_process').execFileSync('echo', ['child']).toString().trim());
    try { database.exec('select 1'); } catch (e) { console.log(e.code); }
    new DatabaseSync(':memory:').exec('select 1');
    console.log(require('crypto').randomUUID() !== uuid);
  });
  globalThis.leaked = 'leaked';
  const uuid = require('crypto').randomUUID();
`, [], { env: { ...process.env, NODE_NO_WARNINGS: '1' } });
assert.strictEqual(built.status, 0, built.stderr);
assert.match(built.stderr, /^Error\.stackTraceLimit has been modified/);
assert.deepStrictEqual(start([], { env: { ...process.env, NODE_NO_WARNINGS: '1' } }), {
  status: 0,
  stdout: '3 object\nserved\nworker undefined\n3 function\nchild\nERR_INVALID_STATE\ntrue\n',
  stderr: '',
});
