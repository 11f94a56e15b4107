// SPDX-License-Identifier: MIT
// fs, net and zlib without Array.isArray, and without the functions of Math, Number, String, Object and Reflect.
'use strict';
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const zlib = require('node:zlib');

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-poisoned-'));
const file = path.join(directory, 'a');
const text = Buffer.from('text '.repeat(1000));
let left = 3;

const boom = () => { throw new Error('a poisoned function was called'); };
for (const owner of [Math, Number, String, Object, Reflect]) {
  for (const key of Reflect.ownKeys(owner)) if (typeof owner[key] === 'function' && key !== 'prototype') owner[key] = boom;
}
Array.isArray = boom;

const done = (error) => {
  if (error) throw error;
  left--;
};

fs.writeFileSync(file, 'x');
fs.appendFileSync(file, 'y');
fs.statSync(file);
fs.mkdirSync(path.join(directory, 'b/c'), { recursive: true });
fs.cpSync(file, `${file}2`);
fs.copyFileSync(file, `${file}3`);
fs.writevSync(1, [Buffer.from('')]);
fs.readdirSync(directory, { withFileTypes: true, recursive: true });
fs.createReadStream(file).on('data', () => {}).on('close', () => {
  const stream = fs.createWriteStream(file);
  stream.write('a');
  stream.end('b', () => fs.promises.readFile(file, 'utf8')
    .then((read) => { if (read !== 'ab') throw new Error(read); })
    .then(() => fs.promises.rm(directory, { recursive: true }))
    .then(done, done));
});

const server = net.createServer((socket) => {
  socket.on('data', (data) => socket.end(data));
}).listen(0, '127.0.0.1', () => {
  const client = net.connect({ port: server.address().port, host: '127.0.0.1', noDelay: true }, () => client.write('hi'));
  client.setKeepAlive(true, 1000);
  client.on('data', () => {}).on('close', () => server.close(done));
});

if (!zlib.gunzipSync(zlib.gzipSync(text)).equals(text)) throw new Error('gzip');
if (!zlib.brotliDecompressSync(zlib.brotliCompressSync(text)).equals(text)) throw new Error('brotli');
zlib.gzip(text, { level: 9 }, (error, packed) => {
  if (error) throw error;
  const stream = zlib.createGunzip({ chunkSize: 64 });
  stream.on('data', () => {}).on('end', done);
  stream.end(packed);
});

process.on('exit', () => { if (left !== 0) process.exitCode = 1; });
