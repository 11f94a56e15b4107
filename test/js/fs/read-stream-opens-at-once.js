// SPDX-License-Identifier: MIT
// Files that are in memory are opened and closed without a thread: same events, no descriptor left over, also for one
// that loses its name while it is read; what is no regular file is left to the pool.
'use strict';

const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { once } = require('events');
const { execFileSync } = require('child_process');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-now-'));
const file = path.join(dir, 'file');
fs.writeFileSync(file, 'x'.repeat(100_000));

const open = () => fs.readdirSync('/proc/self/fd').length;

async function events(name, use = (stream) => stream.resume()) {
  const seen = [];
  const stream = fs.createReadStream(name);
  assert.strictEqual(stream.fd, null);
  assert.strictEqual(stream.pending, true);
  for (const event of ['open', 'ready', 'end', 'error', 'close']) stream.on(event, (value) => seen.push(value?.code ?? event));
  use(stream);
  await once(stream, 'close').catch(() => once(stream, 'close'));
  return `${seen} ${stream.bytesRead} ${stream.fd}`;
}

(async () => {
  const all = 'open,ready,end,close 100000 null';
  fs.readFileSync(file);
  await events(file);
  const before = open();
  for (let i = 0; i < 20; i++) assert.strictEqual(await events(file), all);
  assert.strictEqual(await events(file, (stream) => stream.destroy()), 'open,ready,close 0 null');
  assert.strictEqual(await events(file, (stream) => stream.once('data', () => stream.destroy())), 'open,ready,close 65536 null');
  assert.strictEqual(await events(path.join(dir, 'none')), 'ENOENT,close 0 null');
  assert.strictEqual(await events(dir), 'open,ready,EISDIR,close 0 null');
  const both = await Promise.all(Array.from({ length: 50 }, () => events(file)));
  assert.ok(both.every((seen) => seen === all));
  const unlinked = await events(file, (stream) => stream.once('data', () => fs.unlinkSync(file)).resume());
  assert.strictEqual(unlinked, all);
  assert.strictEqual(open(), before);

  const fifo = path.join(dir, 'fifo');
  execFileSync('mkfifo', [fifo]);
  const reading = events(fifo);
  const writer = fs.createWriteStream(fifo);
  writer.end('hello');
  assert.strictEqual(await reading, 'open,ready,end,close 5 null');
  fs.rmSync(dir, { recursive: true });
})();
