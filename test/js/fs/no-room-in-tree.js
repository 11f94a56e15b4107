// SPDX-License-Identifier: MIT
// A file system that is full, in the middle of what is written or copied: ENOSPC with the names, what fits is there, and all is closed.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { Readable } = require('node:stream');
const { pipeline } = require('node:stream/promises');

const ROOM = 128 * 1024;
const big = Buffer.alloc(400000, 'q');
const text = 'ä'.repeat(200000);
const descriptors = () => fs.readdirSync('/proc/self/fd').length;
const called = (fn) => new Promise((resolve, reject) => fn((error) => (error ? reject(error) : resolve())));

async function within(full, source) {
  const file = path.join(full, 'file');
  const tree = path.join(full, 'tree');
  const from = path.join(source, 'a');
  const handle = async (use) => {
    const opened = await fs.promises.open(file, 'w');
    try {
      return await use(opened);
    } finally {
      await opened.close();
    }
  };
  const failing = [
    ['write', () => fs.writeFileSync(file, big)], ['write', () => fs.writeFileSync(file, text)], ['write', () => fs.appendFileSync(file, text)],
    ['write', () => fs.writeFileSync(file, big, { flush: true })], ['write', () => fs.promises.writeFile(file, text, { flush: true })],
    ['write', () => fs.promises.appendFile(file, big)], ['write', () => called((cb) => fs.writeFile(file, text, cb))],
    ['write', () => called((cb) => fs.appendFile(file, big, cb))], ['write', () => handle((h) => h.writeFile(text))],
    ['write', () => fs.promises.writeFile(file, (function* () { for (;;) yield text; })())],
    ['write', () => handle(async (h) => { for (;;) await h.write(big); })], ['write', () => handle(async (h) => { for (;;) await h.writev([big, big]); })],
    ['write', () => pipeline(Readable.from([big, big]), fs.createWriteStream(file))],
    ['write', () => pipeline(fs.createReadStream(from), fs.createWriteStream(file, { flush: true }))],
    ['write', () => handle((h) => pipeline(Readable.from([big]), h.createWriteStream()))],
    ['copyfile', () => fs.copyFileSync(from, file)], ['copyfile', () => fs.promises.copyFile(from, file)], ['copyfile', () => called((cb) => fs.copyFile(from, file, cb))],
    ['copyfile', () => fs.cpSync(source, tree, { recursive: true })], ['copyfile', () => fs.promises.cp(source, tree, { recursive: true })],
    ['copyfile', () => called((cb) => fs.cp(source, tree, { recursive: true }, cb))], ['copyfile', () => fs.cpSync(source, tree, { recursive: true, filter: () => true })],
  ];
  const before = descriptors();
  for (const [syscall, fn] of failing) {
    await assert.rejects(async () => fn(), { code: 'ENOSPC', syscall, ...(syscall === 'copyfile' ? { path: from } : {}) }, String(fn));
    if (syscall === 'copyfile') assert.ok(!fs.existsSync(file)); // half a copy is none
    else assert.strictEqual(fs.statSync(file).size, ROOM, String(fn));
    fs.rmSync(file, { force: true });
    fs.rmSync(tree, { recursive: true, force: true });
  }
  // A short write is told; the next one fails.
  const fd = fs.openSync(file, 'w');
  assert.strictEqual(fs.writeSync(fd, big), ROOM);
  for (const data of [big, text, 'x']) assert.throws(() => fs.writeSync(fd, data), { code: 'ENOSPC', syscall: 'write' });
  fs.closeSync(fd);
  assert.deepStrictEqual(fs.readFileSync(file), big.subarray(0, ROOM));
  fs.rmSync(file);
  // A stream: every callback hears of it, 'error' comes once, nothing is finished.
  const stream = fs.createWriteStream(file);
  const heard = [];
  for (const name of ['error', 'finish']) stream.on(name, (error) => heard.push([name, error?.code]));
  for (const data of [big, 'y']) stream.write(data, (error) => heard.push(['write', error?.code]));
  stream.end('z', (error) => heard.push(['end', error?.code]));
  await new Promise((closed) => stream.on('close', closed));
  assert.deepStrictEqual(heard.filter(([name]) => name === 'error'), [['error', 'ENOSPC']]);
  assert.ok(!heard.some(([name]) => name === 'finish') && heard[0][1] === 'ENOSPC', `${heard}`);
  fs.rmSync(file);
  assert.strictEqual(descriptors(), before);
  fs.writeFileSync(file, 'there is room again');
}

const folder = process.argv[2] ?? fs.mkdtempSync(path.join(os.tmpdir(), 'no-room-'));
if (process.argv[2]) {
  within(path.join(folder, 'full'), path.join(folder, 'source')).then(() => console.log('done'));
} else {
  process.on('exit', () => fs.rmSync(folder, { recursive: true }));
  fs.mkdirSync(path.join(folder, 'full'));
  fs.mkdirSync(path.join(folder, 'source'));
  fs.writeFileSync(path.join(folder, 'source', 'a'), big);
  fs.writeFileSync(path.join(folder, 'source', '0'), 'first');
  const command = 'mount -t tmpfs -o size=128k tmpfs "$1/full" || exit 77; exec "$2" "$3" "$1"';
  const { status, stdout, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', command, 'sh', folder, process.execPath, __filename], { encoding: 'utf8' });
  if (status === 77 || status === null || (status === 1 && /unshare/.test(stderr))) {
    console.log('may not mount');
    process.exitCode = 77;
  } else {
    assert.strictEqual(stdout, 'done\n', stderr);
  }
}
