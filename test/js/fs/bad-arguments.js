// SPDX-License-Identifier: MIT
// fs: wrong types, ranges, paths and encodings are refused with Node's codes; and in Node's order, when two are wrong.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');

const fn = () => {};
const big = 2 ** 32;
const TYPE = 'ERR_INVALID_ARG_TYPE', VALUE = 'ERR_INVALID_ARG_VALUE', RANGE = 'ERR_OUT_OF_RANGE';
const detached = new Uint8Array(8);
structuredClone(detached.buffer, { transfer: [detached.buffer] });

// name, arguments, code, the argument that is named
const table = [
  // Paths: no string, no Buffer, no URL; a NUL in it.
  ...['access', 'lstat', 'readFile', 'readdir', 'readlink', 'rm', 'stat', 'unlink', 'mkdir', 'opendir'].flatMap((name) => [
    [name, [{}, fn], TYPE, 'path'], [`${name}Sync`, [{}], TYPE, 'path'],
    [name, ['a\0b', fn], VALUE, 'path'], [`${name}Sync`, ['a\0b'], VALUE, 'path'],
    [`${name}Sync`, [Buffer.from('a\0b')], VALUE, 'path'],
  ]),
  ['openSync', [new URL('file:///a%00b')], VALUE, 'path'],
  ['openSync', [new URL('http://a/')], 'ERR_INVALID_URL_SCHEME'],
  ['readFileSync', [big], TYPE, 'path'], ['readFile', [big, fn], TYPE, 'path'], ['writeFileSync', [NaN, 'x'], TYPE, 'path'],
  // Descriptors: after everything else.
  ...['close', 'fstat', 'fsync', 'fdatasync', 'ftruncate'].flatMap((name) => [
    [name, [big, 'no function'], TYPE], [name, [big, fn], RANGE, 'fd'], [name, [-1, fn], RANGE, 'fd'],
    [name, [1.5, fn], RANGE, 'fd'], [name, ['1', fn], TYPE, 'fd'], [`${name}Sync`, [big], RANGE, 'fd'],
    [`${name}Sync`, [NaN], RANGE, 'fd'], [`${name}Sync`, [undefined], TYPE, 'fd'],
  ]),
  ['fchmod', ['x', -1, fn], RANGE, 'mode'], ['fchmodSync', ['x', '9'], VALUE, 'mode'], ['fchmodSync', ['x', 0], TYPE, 'fd'],
  ['fchown', ['x', NaN, 0, fn], RANGE, 'uid'], ['fchownSync', ['x', 0, 2 ** 53], RANGE, 'gid'], ['fchownSync', ['x', 0, 0], TYPE, 'fd'],
  ['futimes', ['x', {}, 0, fn], TYPE, 'atime'], ['futimesSync', ['x', 0, {}], TYPE, 'mtime'], ['futimesSync', ['x', 0, 0], TYPE, 'fd'],
  ['ftruncateSync', ['x', 1.5], RANGE, 'len'], ['truncate', [{}, NaN, fn], RANGE, 'len'], ['truncate', [{}, 0, 1], TYPE, 'cb'],
  // Callbacks.
  ['access', ['x', -1], TYPE, 'cb'], ['readFile', ['x'], TYPE, 'cb'], ['rmdir', [{}], TYPE, 'cb'], ['exists', ['x', null], TYPE, 'cb'],
  // Modes, flags, encodings.
  ['accessSync', ['x', -1], RANGE], ['accessSync', ['x', 2 ** 53], RANGE], ['accessSync', ['x', '1'], TYPE],
  ['openSync', ['x', 'q'], VALUE, 'flags'], ['openSync', ['x', 'r', 1.5], RANGE, 'mode'], ['mkdirSync', ['x', { recursive: 1 }], TYPE, 'options.recursive'],
  ['readFileSync', ['x', 'bad'], VALUE, 'encoding'], ['readFileSync', ['x', 5], TYPE, 'options'],
  ['writeFileSync', ['x', {}], TYPE, 'data'], ['writeFileSync', ['x', '', { flush: 1 }], TYPE, 'options.flush'],
  ['cpSync', ['x', 'y', { recursive: 1 }], TYPE, 'options.recursive'], ['cpSync', ['x', 'y', { filter: 1 }], TYPE, 'options.filter'],
  ['globSync', ['x', null], TYPE, 'options'], ['glob', [{}, fn], TYPE, 'patterns'], ['globSync', ['x', { exclude: 5 }], TYPE, 'options.exclude'],
  ['rmSync', ['x', { force: 1 }], TYPE, 'options.force'], ['watch', ['x', { recursive: 1 }], TYPE, 'options.recursive'],
  // Buffers, offsets, lengths, positions.
  ['readSync', ['x', 'no buffer'], TYPE, 'buffer'], ['readSync', [0, Buffer.alloc(4), -1, 1], RANGE, 'offset'],
  ['readSync', [0, Buffer.alloc(4), 0, 5], RANGE, 'length'], ['readSync', [0, Buffer.alloc(4), 0, -1], RANGE, 'length'],
  ['readSync', [0, Buffer.alloc(4), 5, 4], RANGE], ['readSync', [0, Buffer.alloc(4), 0, 4, 1.5], RANGE, 'position'],
  ['readSync', [0, Buffer.alloc(4), 0, 4, 2n ** 63n], RANGE, 'position'], ['readSync', [0, Buffer.alloc(4), 0, 4, 'x'], TYPE, 'position'],
  ['writeSync', [1, Buffer.alloc(4), 5], RANGE, 'offset'], ['writeSync', [1, Buffer.alloc(4), 0, 5], RANGE, 'length'],
  ['writeSync', ['x', {}], TYPE, 'buffer'], ['writevSync', ['x', [1]], TYPE, 'buffers'], ['readvSync', ['x', 'x'], TYPE, 'buffers'],
  ['createReadStream', ['x', { start: -1 }], RANGE, 'start'], ['createReadStream', ['x', { start: 2, end: 1 }], RANGE, 'start'],
  ['createWriteStream', ['x', { flush: 1 }], TYPE, 'options.flush'], ['createReadStream', ['x', { signal: 1 }], TYPE, 'options.signal'],
];

for (const [name, args, code, subject] of table) {
  assert.throws(() => fs[name](...args), (error) => {
    assert.strictEqual(error.code, code, `${name}: ${error.message}`);
    if (subject) assert.ok(error.message.includes(subject), `${name}: ${error.message}`);
    return true;
  }, `${name}(${args.map(String)})`);
}

// No room in a detached buffer: nothing is read, nothing is touched.
assert.strictEqual(fs.readSync(0, detached), 0);
// What getters throw comes through.
const thrower = Object.defineProperty({}, 'encoding', { enumerable: true, get() { throw new Error('mine'); } });
assert.throws(() => fs.readFileSync('x', thrower), /mine/);
// Promises reject instead.
const rejections = [['readFile', [{}], TYPE], ['mkdir', [{}, -1], TYPE], ['access', ['x', 2 ** 53], RANGE], ['open', ['a\0b'], VALUE]];
(async () => {
  for (const [name, args, code] of rejections) await assert.rejects(fs.promises[name](...args), { code });
  await assert.rejects(fs.promises.readFile('x', { signal: AbortSignal.abort() }), { name: 'AbortError' });
})().then(() => console.log('done'));
