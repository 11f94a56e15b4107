// SPDX-License-Identifier: MIT
// Hooks hear of the resources that Node's calls consist of, by their types and the names of their classes.
'use strict';
const assert = require('assert');
const { createHook } = require('async_hooks');
const crypto = require('crypto');
const dns = require('dns');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { monitorEventLoopDelay } = require('perf_hooks');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'types-'));
const file = path.join(dir, 'file');
fs.writeFileSync(file, 'hello');
const key = Buffer.alloc(16);

const call = (fn, ...args) => new Promise((resolve, reject) => {
  fn(...args, (error, value) => (error ? reject(error) : resolve(value)));
});
const read = (stream) => new Promise((resolve) => { stream.resume().on('close', resolve); });

const cases = [
  [() => call(fs.readFile, file), 'FSREQCALLBACK FSREQCALLBACK FSREQCALLBACK FSREQCALLBACK'],
  [() => call(fs.writeFile, file, 'hello'), 'FSREQCALLBACK FSREQCALLBACK FSREQCALLBACK'],
  [() => call(fs.truncate, file, 5), 'FSREQCALLBACK FSREQCALLBACK FSREQCALLBACK'],
  [() => call(fs.access, file), 'FSREQCALLBACK'],
  [() => read(fs.createReadStream(file)), 'FSREQCALLBACK FSREQCALLBACK FSREQCALLBACK FSREQCALLBACK'],
  [() => fs.promises.readFile(file), 'FSREQPROMISE FILEHANDLE FSREQPROMISE FSREQPROMISE FILEHANDLECLOSEREQ'],
  [() => fs.promises.writeFile(file, 'hello'), 'FSREQPROMISE FILEHANDLE FSREQPROMISE FILEHANDLECLOSEREQ'],
  [async () => (await fs.promises.open(file)).close(), 'FSREQPROMISE FILEHANDLE FILEHANDLECLOSEREQ'],
  [() => fs.opendirSync(dir).closeSync(), 'DIRHANDLE'],
  [() => call(crypto.hkdf, 'sha256', 'a', 'b', 'c', 8), 'DERIVEBITSREQUEST'],
  [() => call(crypto.generateKey, 'hmac', { length: 64 }), 'KEYGENREQUEST'],
  [() => crypto.generateKeyPairSync('ed25519'), 'KEYPAIRGENREQUEST'],
  [() => crypto.scryptSync('a', 'b', 8), 'SCRYPTREQUEST'],
  [() => crypto.randomBytes(4), 'RANDOMBYTESREQUEST'],
  [() => crypto.subtle.digest('SHA-256', key), 'HASHREQUEST'],
  [() => crypto.subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['encrypt']), 'KEYGENREQUEST'],
  [() => new dns.Resolver(), 'DNSCHANNEL'],
  [() => monitorEventLoopDelay(), 'ELDHISTOGRAM'],
  [() => new Blob(['a']).text(), 'BLOBREADER'],
];

(async () => {
  let types = [];
  const names = new Set();
  const hook = createHook({
    init(id, type, trigger, resource) {
      if (type === 'PROMISE' || type === 'TickObject' || type === 'Immediate' || type === 'Microtask') return;
      types.push(type);
      names.add(resource.constructor.name);
    },
  });
  for (const [run, expected] of cases) {
    types = [];
    hook.enable();
    await run();
    hook.disable();
    assert.strictEqual(types.join(' '), expected, `${run}`);
  }
  assert.ok(!names.has('Object'), [...names].join());
  for (const name of ['FSReqCallback', 'FSReqPromise', 'FileHandle', 'SecretKeyGenJob', 'HashJob']) assert.ok(names.has(name), name);
  fs.rmSync(dir, { recursive: true });
})();
