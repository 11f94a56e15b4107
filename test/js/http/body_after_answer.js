// SPDX-License-Identifier: MIT
// Who reads a request gets all of it, also after the answer has been sent; what nobody reads is thrown away.
'use strict';
const assert = require('assert');
const http = require('http');
const { Writable } = require('stream');

const kSize = 300000;
const readers = {
  data(req, done) {
    let size = 0;
    req.on('data', (chunk) => { size += chunk.length; }).on('end', () => done(size));
  },
  pipe(req, done) {
    let size = 0;
    req.pipe(new Writable({
      write(chunk, encoding, callback) {
        size += chunk.length;
        setImmediate(callback);
      },
      final(callback) {
        callback();
        done(size);
      },
    }));
  },
  async iterator(req, done) {
    let size = 0;
    for await (const chunk of req) size += chunk.length;
    done(size);
  },
  nobody(req, done) {
    req.on('end', () => done(kSize));
  },
};

const seen = {};
const server = http.createServer((req, res) => {
  const [, when, how] = req.url.split('/');
  if (when === 'before') res.end('hi');
  readers[how](req, (size) => {
    seen[req.url] = size;
    if (Object.keys(seen).length === 2 * Object.keys(readers).length) server.close();
  });
  if (when === 'after') setImmediate(() => res.end('hi'));
});

server.listen(0, async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (const when of ['before', 'after']) {
    for (const how of Object.keys(readers)) {
      await new Promise((resolve, reject) => {
        const req = http.request({ agent, port: server.address().port, method: 'POST', path: `/${when}/${how}` });
        req.on('error', reject);
        req.on('response', (res) => {
          res.resume();
          res.on('end', () => {
            req.end('x'.repeat(kSize - 10)); // the rest, when the answer is known
            resolve();
          });
        });
        req.write('x'.repeat(10));
      });
    }
  }
  agent.destroy();
});
process.on('exit', () => {
  for (const url of Object.keys(seen)) assert.strictEqual(seen[url], kSize, url);
  assert.strictEqual(Object.keys(seen).length, 2 * Object.keys(readers).length);
});
