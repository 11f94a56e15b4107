// SPDX-License-Identifier: MIT
// fs: options whose getters throw, call fs again, take the memory away or say something else at the next look.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'getters-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, 'file');
const other = path.join(folder, 'other');
const descriptors = () => fs.readdirSync('/proc/self/fd').length;

// name, arguments, the properties that are looked at
const calls = [
  ['readFile', [file], ['encoding', 'flag']], ['writeFile', [other, 'x'], ['encoding', 'mode', 'flag', 'flush']], ['appendFile', [other, 'x'], ['encoding', 'mode', 'flag']],
  ['mkdir', [path.join(folder, 'made')], ['recursive', 'mode']], ['rm', [path.join(folder, 'not')], ['force', 'recursive', 'maxRetries', 'retryDelay']],
  ['rmdir', [path.join(folder, 'not')], ['recursive', 'maxRetries', 'retryDelay']], ['readdir', [folder], ['encoding', 'withFileTypes', 'recursive']],
  ['stat', [file], ['bigint']], ['lstat', [file], ['bigint']], ['statfs', [file], ['bigint']], ['realpath', [file], ['encoding']], ['readlink', [file], ['encoding']],
  ['mkdtemp', [path.join(folder, 'x')], ['encoding']], ['cp', [file, other], ['force', 'recursive', 'filter', 'mode', 'dereference', 'preserveTimestamps']],
  ['opendir', [folder], ['encoding', 'bufferSize', 'recursive']],
];
const throwing = (name) => ({ get [name]() { throw new Error(`mine ${name}`); } });
const reset = () => {
  for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name), { recursive: true });
  fs.writeFileSync(file, 'content');
};

(async () => {
  reset();
  const before = descriptors();
  for (const [name, args, properties] of calls) {
    for (const property of properties) {
      const mine = { message: `mine ${property}` };
      assert.throws(() => fs[`${name}Sync`](...args, throwing(property)), mine, `${name} ${property}`);
      await assert.rejects(fs.promises[name](...args, throwing(property)), mine, `promises.${name} ${property}`);
      await assert.rejects(new Promise((resolve, reject) => {
        fs[name](...args, throwing(property), (error) => (error ? reject(error) : resolve()));
      }), mine, `${name} ${property}, callback`);
      assert.deepStrictEqual(fs.readdirSync(folder), ['file'], `${name} ${property}`); // nothing was done
      // Another value at the second or third look: whatever comes of it, no end of the process.
      for (const looks of [1, 2, 3]) {
        for (const value of [-1, 2 ** 40, NaN, {}, Symbol('s'), 'x', null, 1n]) {
          let left = looks;
          const options = new Proxy({}, { get: (of, key) => (key === property && left-- <= 0 ? value : undefined), has: () => true });
          try { (fs[`${name}Sync`](...args, options))?.closeSync?.(); } catch { /* as it likes */ }
          await fs.promises[name](...args, options).then((result) => result?.close?.(), () => {});
        }
      }
      reset();
    }
  }
  assert.strictEqual(descriptors(), before);

  // A getter that uses fs itself, on the same file.
  let depth = 0;
  const again = { get encoding() { return depth++ < 50 ? fs.readFileSync(file, again) && 'utf8' : 'utf8'; } };
  assert.strictEqual(fs.readFileSync(file, again), 'content');
  assert.strictEqual(fs.readFileSync(file, { get flag() { fs.rmSync(file); fs.writeFileSync(file, 'new'); return 'r'; } }).toString(), 'new');
  assert.throws(() => fs.readFileSync(file, { get flag() { fs.rmSync(file); return 'r'; } }), { code: 'ENOENT' });
  reset();
  // One that closes the descriptor, or takes the memory.
  for (const call of [fs.readSync, fs.writeSync]) {
    const fd = fs.openSync(file, 'r+');
    assert.throws(() => call(fd, Buffer.alloc(4), { get length() { fs.closeSync(fd); return 4; } }), { code: 'EBADF' });
    const again = fs.openSync(file, 'r+');
    const bytes = new Uint8Array(8);
    assert.throws(() => call(again, bytes, { get length() { structuredClone(bytes.buffer, { transfer: [bytes.buffer] }); return 8; } }), { name: /Error$/, code: /ERR_(OUT_OF_RANGE|INVALID_ARG_VALUE)/ });
    const handle = await fs.promises.open(file, 'r+');
    const more = new Uint8Array(8);
    const taken = { get length() { structuredClone(more.buffer, { transfer: [more.buffer] }); return 8; } };
    await handle[call === fs.readSync ? 'read' : 'write'](more, taken).then(({ bytesRead, bytesWritten }) => assert.strictEqual(bytesRead ?? bytesWritten, 0), (error) => assert.match(error.code, /^ERR_/));
    await handle.close();
    fs.closeSync(again);
  }
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'content');
  assert.strictEqual(descriptors(), before);
})().then(() => console.log('done'));
