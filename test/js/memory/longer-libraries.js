// SPDX-License-Identifier: MIT
// Ten times longer, the same memory: crypto, sqlite, vm, modules, dns, Storage, web globals, signals that outlive what listens to them.
'use strict';
const { folder, longer } = require('../../fixtures/longer');

const nothing = () => {};

require("node:process").X;
longer(__filename, {
  crypto: [60, () => {
    const crypto = require('node:crypto');
    const key = Buffer.alloc(32, 'k'), iv = Buffer.alloc(12), pair = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return async () => {
      for (let i = 0; i < 10; i++) {
        crypto.createHash('sha256').update('text').digest('hex');
        crypto.createHmac('sha256', key).update('text').digest();
        crypto.randomBytes(16);
        crypto.randomUUID();
        const cipher = crypto.createCipheriv('aes-256-gcm', key, iv);
        const sealed = Buffer.concat([cipher.update('text'), cipher.final()]);
        crypto.createDecipheriv('aes-256-gcm', key, iv).setAuthTag(cipher.getAuthTag()).update(sealed);
      }
      crypto.verify('sha256', key, pair.publicKey, crypto.sign('sha256', key, pair.privateKey));
      const { publicKey } = pair, jwk = publicKey.export({ format: 'jwk' });
      crypto.createPublicKey({ key: jwk, format: 'jwk' }).equals(crypto.createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })));
      await new Promise((resolve) => { crypto.pbkdf2('secret', 'salt', 10, 32, 'sha256', resolve); });
      const aes = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['encrypt']);
      await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, aes, key);
      await crypto.subtle.importKey('raw', new Uint8Array(3), 'AES-GCM', true, ['encrypt']).catch(nothing);
    };
  }],
  sqlite: [60, () => {
    const { DatabaseSync } = require('node:sqlite');
    const database = new DatabaseSync(':memory:');
    database.exec('CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)');
    const insert = database.prepare('INSERT INTO item (name) VALUES (?)'), all = database.prepare('SELECT * FROM item WHERE id <= ?');
    return (i) => {
      database.exec('BEGIN');
      for (let k = 0; k < 20; k++) insert.run(`item ${i}`);
      all.all(20);
      for (const row of all.iterate(20)) if (row.id === 3) break;
      database.exec('ROLLBACK');
      database.prepare('SELECT ? AS x').get(new Uint8Array(100));
      const other = new DatabaseSync(':memory:');
      other.function('f', nothing);
      other.exec('CREATE TABLE t (a INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)');
      other.createSession().changeset();
      other.prepare('SELECT f() FROM t').get();
    };
  }],
  modules: [60, () => {
    const { createRequire, findPackageJSON, stripTypeScriptTypes } = require('node:module');
    return async (i) => {
      for (let k = 0; k < 20; k++) require('node:fs') === createRequire(__filename)('fs');
      createRequire(__filename).resolve('./longer-values.js');
      findPackageJSON('.', __filename);
      stripTypeScriptTypes(`let a: number = ${i % 10};`);
      await import('node:path');
      await import(`data:text/javascript,export default ${i % 10}`);
      await import('data:text/javascript,a b').catch(nothing);
    };
  }],
  vm: [10, () => {
    const vm = require('node:vm');
    const context = vm.createContext({ a: 1 }), script = new vm.Script('a + 1');
    return () => {
      for (let k = 0; k < 20; k++) script.runInContext(context);
      vm.runInNewContext('b = a', { a: 1 });
      vm.compileFunction('return 1')();
      new vm.Script('2').runInThisContext({ timeout: 1000 });
    };
  }],
  dns: [80, () => {
    const dns = require('node:dns'), resolver = new dns.Resolver();
    resolver.setServers(['127.0.0.1']);
    return async () => {
      await Promise.all([dns.promises.lookup('localhost'), dns.promises.lookup('127.0.0.1'), dns.promises.lookupService('127.0.0.1', 22)]);
      const cancelled = new Promise((resolve) => { resolver.resolve4('example.com', resolve); });
      resolver.cancel();
      await cancelled;
      const other = new dns.promises.Resolver(), pending = other.resolve('example.com').catch(nothing);
      other.cancel();
      await pending;
      new dns.Resolver({ timeout: 10 }).getServers();
      await new Promise(setImmediate);
    };
  }],
  Storage: [200, () => {
    const { localStorage, sessionStorage } = globalThis;
    return (i) => {
      for (const storage of [localStorage, sessionStorage]) {
        storage.setItem(`key ${i}`, 'v'.repeat(200));
        storage[`other ${i % 10}`] = storage.getItem(`key ${i}`);
        storage.removeItem(`key ${i}`);
        Object.keys(storage);
      }
      sessionStorage.clear();
    };
  }, () => ['--experimental-webstorage', `--localstorage-file=${folder()}/local`]],
  'long-lived signals': [40, () => {
    const { signal } = new AbortController(), events = require('node:events');
    const { setTimeout: sleep } = require('node:timers/promises');
    return async () => {
      AbortSignal.any([signal, AbortSignal.any([signal, new AbortController().signal])]);
      const stop = new AbortController();
      AbortSignal.any([signal, stop.signal]).addEventListener('abort', nothing);
      stop.abort();
      const target = new EventTarget(), emitter = new events();
      target.addEventListener('x', nothing, { signal });
      target.addEventListener('y', nothing, { signal, once: true });
      const got = events.once(emitter, 'x', { signal });
      emitter.emit('x');
      await got;
      const iterator = events.on(emitter, 'x', { signal });
      emitter.emit('x');
      await iterator.next();
      await iterator.return();
      await sleep(0, undefined, { signal });
      await sleep(10_000, undefined, { signal: AbortSignal.any([signal, AbortSignal.abort()]) }).catch(nothing);
      await navigator.locks?.request('lock', { signal }, nothing);
      new Request('http://localhost/', { signal }).clone();
      require('node:util').aborted(signal, {});
    };
  }],
  'web globals': [60, () => async () => {
    const headers = new Headers([['a', 'b'], ['set-cookie', 'c']]), form = new FormData();
    headers.append('a', 'c');
    form.append('file', new Blob(['text']), 'a.txt');
    await new Response(form).formData();
    await new Request('http://localhost/', { method: 'POST', body: '{}', headers }).clone().json();
    new URLPattern({ pathname: '/:id' }).exec('http://localhost/5');
    const { port1, port2 } = new MessageChannel();
    const got = new Promise((resolve) => { port2.onmessage = resolve; });
    const moved = new ArrayBuffer(100);
    port1.postMessage({ moved }, [moved]);
    await got;
    port1.close();
    const channel = new BroadcastChannel('room');
    channel.postMessage(structuredClone({ map: new Map([[1, new Set()]]), error: new Error('x') }));
    channel.close();
    new WebAssembly.Memory({ initial: 1 });
    new Intl.NumberFormat('de').format(1);
    await new Promise((resolve) => { queueMicrotask(resolve); });
  }],
});
