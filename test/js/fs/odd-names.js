// SPDX-License-Identifier: MIT
// Names that are no text, or too long: bytes that are no UTF-8 go through Buffers whole, half a surrogate pair is U+FFFD to the system,
// and what no name or path can be is ENAMETOOLONG, in all three forms of a function, with nothing left behind.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? require('os').tmpdir(), 'odd-names-'));
const descriptors = () => fs.readdirSync('/proc/self/fd').length;
const before = descriptors();

// Bytes that are no UTF-8.
const raw = Buffer.concat([Buffer.from(`${dir}/`), Buffer.from([0x61, 0xff, 0xfe, 0xc3, 0x28])]);
fs.writeFileSync(raw, 'raw');
assert.strictEqual(fs.readFileSync(raw, 'utf8'), 'raw');
assert.deepStrictEqual(fs.readdirSync(dir, 'buffer'), [raw.subarray(dir.length + 1)]);
assert.deepStrictEqual(fs.readdirSync(dir), ['a\ufffd\ufffd\ufffd(']);
assert.throws(() => fs.readFileSync(path.join(dir, 'a\ufffd\ufffd\ufffd(')), { code: 'ENOENT' });
assert.deepStrictEqual(fs.realpathSync.native(raw, 'buffer'), raw);
const moved = Buffer.concat([raw, Buffer.from([0x80])]);
fs.renameSync(raw, moved);
fs.unlinkSync(moved);

// Half a surrogate pair.
for (const half of ['\ud800', 'a\udfff', '\udc00\ud800']) {
  const name = path.join(dir, half);
  fs.writeFileSync(name, 'half');
  assert.deepStrictEqual(fs.readdirSync(dir), [half.replace(/[\ud800-\udfff]/g, '\ufffd')]);
  assert.ok(fs.existsSync(name));
  fs.rmSync(name);
}

// Too long: a name (255 bytes), a path (4,095).
const tooLong = { name: path.join(dir, 'n'.repeat(256)), path: `${dir}/${'d/'.repeat(2100)}x`, 'wide name': path.join(dir, 'é'.repeat(128)) };
const calls = {
  readFile: [], writeFile: ['x'], appendFile: ['x'], open: ['w'], stat: [], lstat: [], access: [], readdir: [], mkdir: [], rmdir: [], unlink: [],
  rename: [path.join(dir, 'y')], copyFile: [path.join(dir, 'y')], truncate: [0], chmod: [0o600], utimes: [1, 1], readlink: [], opendir: [],
  link: [path.join(dir, 'y')], statfs: [], cp: [path.join(dir, 'y')], rm: [],
};
(async () => {
  for (const [what, name] of Object.entries(tooLong)) {
    for (const [fn, rest] of Object.entries(calls)) {
      const expected = { code: 'ENAMETOOLONG' }, message = `${fn} of a ${what}`;
      assert.throws(() => fs[`${fn}Sync`](name, ...rest), expected, message);
      await assert.rejects(fs.promises[fn](name, ...rest), expected, message);
      await new Promise((resolve) => {
        fs[fn](name, ...rest, (error) => {
          assert.strictEqual(error?.code, 'ENAMETOOLONG', message);
          resolve();
        });
      });
    }
    assert.strictEqual(fs.existsSync(name), false);
    for (const stream of [fs.createReadStream(name), fs.createWriteStream(name)]) {
      await assert.rejects(require('events').once(stream, 'open'), { code: 'ENAMETOOLONG' });
    }
  }
  assert.strictEqual(await fs.promises.mkdir(path.join(dir, 'deep/er'), { recursive: true }), path.join(dir, 'deep'));
  await assert.rejects(fs.promises.mkdir(path.join(dir, 'deep', 'n'.repeat(256), 'er'), { recursive: true }), { code: 'ENAMETOOLONG' });
  assert.deepStrictEqual(fs.readdirSync(dir), ['deep']);
  assert.strictEqual(descriptors(), before);
  fs.rmSync(dir, { recursive: true });
})();
