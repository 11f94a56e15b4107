// SPDX-License-Identifier: MIT
// No room: /dev/full says ENOSPC, a limit on the size of files EFBIG; in every way of writing, and the file is closed.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pipeline } = require('node:stream/promises');
const { Readable } = require('node:stream');

const descriptors = () => fs.readdirSync('/proc/self/fd').length;

/** Writes to `file` in every way; all must fail with `code`. */
async function everyWay(file, code, data) {
  const before = descriptors();
  assert.throws(() => fs.writeFileSync(file, data), { code, syscall: 'write' });
  assert.throws(() => fs.writeFileSync(file, Buffer.from(data)), { code });
  assert.throws(() => fs.appendFileSync(file, data), { code });
  await assert.rejects(fs.promises.writeFile(file, data), { code });
  await assert.rejects(fs.promises.appendFile(file, Buffer.from(data)), { code });
  await assert.rejects(new Promise((resolve, reject) => {
    fs.writeFile(file, data, (error) => (error ? reject(error) : resolve()));
  }), { code });
  await assert.rejects(pipeline(Readable.from([data]), fs.createWriteStream(file)), { code });
  const stream = fs.createWriteStream(file);
  const errors = [];
  stream.on('error', (error) => errors.push(error.code));
  stream.write(data);
  stream.end(data);
  await new Promise((resolve) => stream.on('close', resolve));
  assert.deepStrictEqual(errors, [code]);
  const handle = await fs.promises.open(file, 'w');
  await assert.rejects(handle.writeFile(data), { code });
  await assert.rejects((async () => { for (;;) await handle.write(data); })(), { code });
  await assert.rejects((async () => { for (;;) await handle.writev([Buffer.from(data)]); })(), { code });
  await handle.close();
  assert.strictEqual(descriptors(), before);
}

if (process.argv[2] === 'limited') {
  process.on('SIGXFSZ', () => {});
  everyWay(process.argv[3], 'EFBIG', 'x'.repeat(5000)).then(() => {
    assert.throws(() => fs.truncateSync(process.argv[3], 1e6), { code: 'EFBIG' });
    assert.throws(() => fs.copyFileSync(process.execPath, process.argv[3]), { code: 'EFBIG' });
    fs.writeFileSync(process.argv[3], 'fits'); // goes on
    console.log('limited');
  });
} else {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-full-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true }));
  everyWay('/dev/full', 'ENOSPC', 'some text').then(() => {
    const command = 'ulimit -f 4; exec "$0" "$@"'; // in blocks of 512 or 1,024 bytes
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, __filename, 'limited', path.join(folder, 'file')]);
    assert.strictEqual(`${stdout}`, 'limited\n', `${stderr}`);
    assert.strictEqual(status, 0);
  });
}
