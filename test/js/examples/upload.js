// SPDX-License-Identifier: MIT
// examples/upload: twenty large files at once in little memory; the server and the client are killed in between; the
// checksum at the end is that of the file.
'use strict';
const assert = require('node:assert');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
const { folder, freePort, main, root, start } = require('./fixtures/program.js');
const { upload } = require('../../../examples/upload/client.js');

const MB = 1 << 20, SIZE = Number(process.env.UPLOAD_MB ?? 6) * MB, COUNT = 20;
const dir = folder('upload');
const state = path.join(dir, 'state'), uploads = path.join(dir, 'uploads');

/** A file whose megabytes are all different, and its checksum. */
function make(name, size) {
  const file = path.join(dir, name), hash = createHash('sha256'), block = Buffer.alloc(MB, name);
  const fd = fs.openSync(file, 'w');
  for (let at = 0; at < size; at += MB) {
    block.writeUInt32LE(at, 0);
    fs.writeSync(fd, block);
    hash.update(block);
  }
  fs.closeSync(fd);
  return { file, sha256: hash.digest('hex') };
}

async function many(server) {
  const { file, sha256 } = make('large', SIZE);
  const begin = performance.now();
  const names = Array.from({ length: COUNT }, (_, i) => `${i % 10}.bin`); // each name comes twice
  const done = await Promise.all(names.map((name, i) => upload(server.url, file, { name, state: path.join(state, `${i}`) })));
  const seconds = (performance.now() - begin) / 1000;
  for (const each of done) assert.deepStrictEqual([each.size, each.sha256], [SIZE, sha256]);
  assert.strictEqual(new Set(done.map(({ name }) => name)).size, COUNT); // none is overwritten
  assert.ok(done.some(({ name }) => name === '3 (2).bin'));
  const stored = createHash('sha256').update(fs.readFileSync(path.join(uploads, 'files/7 (2).bin'))).digest('hex');
  assert.strictEqual(stored, sha256);
  const memory = /VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${server.pid}/status`, 'latin1'))[1] / 1024;
  console.log(`${COUNT} x ${SIZE / MB} MB: ${(COUNT * SIZE / MB / seconds).toFixed()} MB/s, at most ${memory.toFixed()} MB of memory`);
  if (!process.env.ASAN_OPTIONS) assert.ok(memory < 150, `${memory} MB`); // a sanitizer keeps freed memory for a while
  const list = await (await fetch(`${server.url}/api/files`)).json();
  assert.strictEqual(list.length, COUNT);
  for (const { name } of list) assert.strictEqual((await fetch(`${server.url}/api/files/${encodeURIComponent(name)}`, { method: 'DELETE' })).status, 204);
  assert.deepStrictEqual([fs.readdirSync(path.join(uploads, 'parts')), fs.readdirSync(path.join(uploads, 'files'))], [[], []]);
}

/** How much of the only unfinished upload lies on disk. */
function onDisk() {
  const parts = path.join(uploads, 'parts'), part = fs.readdirSync(parts).find((name) => name.endsWith('.part'));
  return part ? fs.statSync(path.join(parts, part), { throwIfNoEntry: false })?.size ?? 0 : 0;
}

/** What lies between client and server: bytes go through until so many lie on disk. */
async function valve(port) {
  const lines = new Set();
  const it = { limit: 0, reached: () => {} };
  const look = ({ client, up }) => {
    const full = onDisk() >= it.limit;
    if (full) it.reached();
    if (full || up.writableNeedDrain) client.pause();
    else client.resume();
  };
  const server = net.createServer((client) => {
    const up = net.connect(port, '127.0.0.1'), line = { client, up };
    lines.add(line);
    line.end = () => {
      lines.delete(line);
      client.destroy();
      up.destroy();
    };
    client.on('data', (piece) => {
      up.write(piece);
      look(line);
    }).on('error', line.end).on('close', line.end);
    up.on('data', (piece) => client.write(piece)).on('drain', () => look(line)).on('error', line.end).on('end', () => client.end());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  it.url = `http://127.0.0.1:${server.address().port}`;
  /** Opens it; resolves when it is shut again. */
  it.until = (bytes) => new Promise((resolve) => {
    it.limit = bytes;
    it.reached = resolve;
    for (const line of lines) look(line);
  });
  it.cut = () => { for (const { end } of [...lines]) end(); }; // one that stands still does not hear that its client has gone
  return it;
}

async function killed(server, env) {
  const size = 64 * MB, { file, sha256 } = make('other', size), way = await valve(env.PORT);
  const client = () => start([path.join(root, 'upload/client.js'), way.url, file], { env: { STATE: state }, ready: /from byte (\d+)/ });
  let shut = way.until(6 * MB);
  const first = await client();
  await shut;
  await first.stop('SIGKILL');
  way.cut();
  shut = way.until(24 * MB); // more than can have been on the way
  const second = await client();
  assert.ok(Number(second.url) >= 6 * MB, second.url); // went on, did not begin again
  await shut;
  await server.stop('SIGKILL');
  server = await start(['upload/server.js'], { env }); // the client tries again by itself
  way.until(Infinity);
  assert.strictEqual(await second.gone, 0);
  assert.ok(second.out.includes(sha256), second.out);
  const [entry] = await (await fetch(`${server.url}/api/files`)).json();
  assert.deepStrictEqual([entry.name, entry.size, entry.sha256], ['other', size, sha256]);
  return server;
}

main(async () => {
  const env = { UPLOADS: uploads, PORT: `${await freePort()}` };
  let server = await start(['upload/server.js'], { env });
  await many(server);
  server = await killed(server, env);
  assert.strictEqual(await server.stop(), 0);
});
