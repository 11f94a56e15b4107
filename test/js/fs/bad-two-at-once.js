// SPDX-License-Identifier: MIT
// fs: of two wrong arguments the one is told that Node tells.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const fn = () => {};
const buffer = Buffer.alloc(4);

const table = [
  [() => fs.rmSync({}, { force: 1 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.force" property must be of type boolean. Received type number (1)'],
  [() => fs.rmSync({}, { force: 1, recursive: 2 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.recursive" property must be of type boolean. Received type number (2)'],
  [() => fs.rmSync({}, { maxRetries: 'x', retryDelay: 'y' }), `TypeError ERR_INVALID_ARG_TYPE: The "options.retryDelay" property must be of type number. Received type string ('y')`],
  [() => fs.rmSync('a\0b', { retryDelay: -1 }), 'RangeError ERR_OUT_OF_RANGE: The value of "options.retryDelay" is out of range. It must be >= 0 && <= 2147483647. Received -1'],
  [() => fs.rmSync({}, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received type number (5)'],
  [() => fs.rm({}, { force: 1 }, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.rm('x', { force: 1 }, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "options.force" property must be of type boolean. Received type number (1)'],
  [() => fs.rm('x', { recursive: 1 }, undefined), 'TypeError ERR_INVALID_ARG_TYPE: The "options.recursive" property must be of type boolean. Received type number (1)'],
  [() => fs.rmdir({}, { retryDelay: -1 }, fn), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.rmdir({}, { retryDelay: -1 }, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "cb" argument must be of type function. Received type number (5)'],
  [() => fs.rmdir('x', { retryDelay: -1 }, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "cb" argument must be of type function. Received type number (5)'],
  [() => fs.rmdir('x', { maxRetries: -1, retryDelay: -1 }, fn), 'RangeError ERR_OUT_OF_RANGE: The value of "options.retryDelay" is out of range. It must be >= 0 && <= 2147483647. Received -1'],
  [() => fs.globSync({}, { exclude: 5, cwd: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.exclude" property must be of type function or string[]. Received type number (5)'],
  [() => fs.globSync('x', { exclude: 5, cwd: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.exclude" property must be of type function or string[]. Received type number (5)'],
  [() => fs.globSync({}, { cwd: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "patterns" argument must be an instance of Array. Received an instance of Object'],
  [() => fs.globSync([1], { exclude: [2] }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.exclude[0]" property must be of type string. Received type number (2)'],
  [() => fs.globSync('x', null), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received null'],
  [() => fs.readSync('x', buffer, 0, 0, {}), 'TypeError ERR_INVALID_ARG_TYPE: The "position" argument must be of type bigint or integer. Received an instance of Object'],
  [() => fs.readSync('x', buffer, 0, 0, -2), 'RangeError ERR_OUT_OF_RANGE: The value of "position" is out of range. It must be >= -1 && <= 9007199254740991. Received -2'],
  [() => fs.readSync('x', buffer, 0, 9, 1.5), 'RangeError ERR_OUT_OF_RANGE: The value of "position" is out of range. It must be an integer. Received 1.5'],
  [() => fs.readSync('x', buffer, -1, 9, 1.5), 'RangeError ERR_OUT_OF_RANGE: The value of "offset" is out of range. It must be >= 0 && <= 9007199254740991. Received -1'],
  [() => fs.readSync('x', buffer, 0, 9, 0), 'RangeError ERR_OUT_OF_RANGE: The value of "length" is out of range. It must be <= 4. Received 9'],
  [() => fs.readSync('x', buffer, { offset: null }), 'TypeError ERR_INVALID_ARG_TYPE: The "offset" argument must be of type number. Received null'],
  [() => fs.readSync('x', 'y', {}), `TypeError ERR_INVALID_ARG_TYPE: The "buffer" argument must be an instance of Buffer, TypedArray, or DataView. Received type string ('y')`],
  [() => fs.readSync(-1, Buffer.alloc(0), 0, 1, 'z'), `TypeError ERR_INVALID_ARG_TYPE: The "position" argument must be of type bigint or integer. Received type string ('z')`],
  [() => fs.read(3, buffer, 0, 0, {}, fn), 'TypeError ERR_INVALID_ARG_TYPE: The "position" argument must be of type bigint or integer. Received an instance of Object'],
  [() => fs.read(3, buffer, 0, 9, 2n ** 64n, fn), 'RangeError ERR_OUT_OF_RANGE: The value of "position" is out of range. It must be >= -1 && <= 9223372036854775798. Received 18_446_744_073_709_551_616n'],
  [() => fs.read(3, buffer, 'x', 9, 'y', fn), `TypeError ERR_INVALID_ARG_TYPE: The "offset" argument must be of type number. Received type string ('x')`],
  [() => fs.read('x', 'y', 0, 1, 0, 5), `TypeError ERR_INVALID_ARG_TYPE: The "fd" argument must be of type number. Received type string ('x')`],
  [() => fs.read(3, buffer, 0, 1, 0, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "cb" argument must be of type function. Received type number (5)'],
  [() => fs.write('x', {}, 5), `TypeError ERR_INVALID_ARG_TYPE: The "fd" argument must be of type number. Received type string ('x')`],
  [() => fs.write(3, {}, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "buffer" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received an instance of Object'],
  [() => fs.write(3, buffer, -1, 9, 0, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "cb" argument must be of type function. Received type number (5)'],
  [() => fs.writeSync('x', buffer, -1, 9), 'RangeError ERR_OUT_OF_RANGE: The value of "offset" is out of range. It must be >= 0 && <= 9007199254740991. Received -1'],
  [() => fs.writeSync('x', buffer, 0, 9), 'RangeError ERR_OUT_OF_RANGE: The value of "length" is out of range. It must be <= 4. Received 9'],
  [() => fs.writevSync('x', [1]), 'TypeError ERR_INVALID_ARG_TYPE: The "buffers" argument must be an ArrayBufferView[]. Received an instance of Array'],
  [() => fs.readvSync('x', {}, 'y'), 'TypeError ERR_INVALID_ARG_TYPE: The "buffers" argument must be an ArrayBufferView[]. Received an instance of Object'],
  [() => fs.openSync({}, 'bad', 'worse'), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.openSync('x', 'bad', 'worse'), `TypeError ERR_INVALID_ARG_VALUE: The argument 'flags' is invalid. Received 'bad'`],
  [() => fs.open({}, 'bad', 'worse', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.open('x', 'bad', 'worse', 5), `TypeError ERR_INVALID_ARG_VALUE: The argument 'mode' must be a 32-bit unsigned integer or an octal string. Received 'worse'`],
  [() => fs.mkdirSync({}, { recursive: 1, mode: 'x' }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.recursive" property must be of type boolean. Received type number (1)'],
  [() => fs.mkdir({}, { recursive: 1 }, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "options.recursive" property must be of type boolean. Received type number (1)'],
  [() => fs.mkdirSync({}, { mode: 'x' }), `TypeError ERR_INVALID_ARG_VALUE: The property 'options.mode' must be a 32-bit unsigned integer or an octal string. Received 'x'`],
  [() => fs.accessSync({}, -1), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.access({}, -1, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.copyFileSync({}, {}, 99), 'TypeError ERR_INVALID_ARG_TYPE: The "src" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.copyFileSync('x', {}, 99), 'TypeError ERR_INVALID_ARG_TYPE: The "dest" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.copyFile('x', 'y', 99, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "cb" argument must be of type function. Received type number (5)'],
  [() => fs.cpSync({}, {}, { force: 1 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.force" property must be of type boolean. Received type number (1)'],
  [() => fs.cpSync({}, {}, {}), 'TypeError ERR_INVALID_ARG_TYPE: The "src" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.cpSync('x', 'y', { mode: 99, filter: 1 }), 'RangeError ERR_OUT_OF_RANGE: The value of "mode" is out of range. It must be >= 0 && <= 7. Received 99'],
  [() => fs.renameSync({}, {}), 'TypeError ERR_INVALID_ARG_TYPE: The "oldPath" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.linkSync({}, {}), 'TypeError ERR_INVALID_ARG_TYPE: The "existingPath" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.symlinkSync({}, {}, 'bad'), `TypeError ERR_INVALID_ARG_VALUE: The argument 'type' must be one of: 'dir', 'file', 'junction', null, undefined. Received 'bad'`],
  [() => fs.symlinkSync('x', {}, 'dir'), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.truncateSync({}, 'x'), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.chownSync({}, -2, -2), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.chownSync('x', -2, -2), 'RangeError ERR_OUT_OF_RANGE: The value of "uid" is out of range. It must be >= -1 && <= 4294967295. Received -2'],
  [() => fs.utimesSync({}, {}, {}), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.lchownSync('x', 0, -2), 'RangeError ERR_OUT_OF_RANGE: The value of "gid" is out of range. It must be >= -1 && <= 4294967295. Received -2'],
  [() => fs.openAsBlob({}, { type: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.type" property must be of type string. Received type number (5)'],
  [() => fs.openAsBlob({}, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received type number (5)'],
  [() => fs.watch('/tmp', { recursive: 1, signal: 1 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.signal" property must be an instance of AbortSignal. Received type number (1)'],
  [() => fs.watch({}, { encoding: 'x' }), `TypeError ERR_INVALID_ARG_VALUE: The argument 'encoding' is invalid encoding. Received 'x'`],
  [() => fs.watch({}, { recursive: 1 }), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.watchFile({}, {}), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.createReadStream({}, { start: -1, end: -2 }), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.createReadStream('x', { start: 'x', end: -2 }), `TypeError ERR_INVALID_ARG_TYPE: The "start" argument must be of type number. Received type string ('x')`],
  [() => fs.createReadStream('x', { start: 3, end: 2, highWaterMark: -1 }), 'RangeError ERR_OUT_OF_RANGE: The value of "start" is out of range. It must be <= "end" (here: 2). Received 3'],
  [() => fs.createWriteStream({}, { flush: 1, start: -1 }), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.createWriteStream('x', { flush: 1, start: -1 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.flush" property must be of type boolean. Received type number (1)'],
  [() => fs.readFileSync({}, 'bad'), `TypeError ERR_INVALID_ARG_VALUE: The argument 'encoding' is invalid encoding. Received 'bad'`],
  [() => fs.readFileSync({}, { flag: 'bad' }), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.readFile({}, 'bad', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "cb" argument must be of type function. Received type number (5)'],
  [() => fs.readFile({}, { signal: 1 }, fn), 'TypeError ERR_INVALID_ARG_TYPE: The "options.signal" property must be an instance of AbortSignal. Received type number (1)'],
  [() => fs.writeFileSync({}, {}, { flush: 1 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.flush" property must be of type boolean. Received type number (1)'],
  [() => fs.writeFileSync({}, {}), 'TypeError ERR_INVALID_ARG_TYPE: The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received an instance of Object'],
  [() => fs.writeFile({}, {}, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "cb" argument must be of type function. Received type number (5)'],
  [() => fs.appendFileSync({}, {}, { encoding: 'bad' }), `TypeError ERR_INVALID_ARG_VALUE: The argument 'encoding' is invalid encoding. Received 'bad'`],
  [() => fs.mkdtempSync({}, 'bad'), `TypeError ERR_INVALID_ARG_VALUE: The argument 'encoding' is invalid encoding. Received 'bad'`],
  [() => fs.mkdtempSync({}, {}), 'TypeError ERR_INVALID_ARG_TYPE: The "prefix" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.readdirSync({}, { recursive: 1 }), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.readdirSync({}, 'bad'), `TypeError ERR_INVALID_ARG_VALUE: The argument 'encoding' is invalid encoding. Received 'bad'`],
  [() => fs.opendirSync({}, 'bad'), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.realpathSync({}, 'bad'), `TypeError ERR_INVALID_ARG_VALUE: The argument 'encoding' is invalid encoding. Received 'bad'`],
  [() => fs.readlinkSync({}, 'bad'), `TypeError ERR_INVALID_ARG_VALUE: The argument 'encoding' is invalid encoding. Received 'bad'`],
  [() => fs.statSync({}, { get bigint() { throw new Error('mine'); } }), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.exists({}, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "cb" argument must be of type function. Received type number (5)'],
];

const told = (e) => (e?.message === undefined ? String(e) : `${e.name} ${e.code}: ${e.message}`);
function outcome(fn) {
  try {
    fn();
    return 'returned';
  } catch (e) {
    return told(e);
  }
}
for (const [fn, expected] of table) assert.strictEqual(outcome(fn), expected, String(fn));

const rejections = [
  [() => fs.promises.open({}, 'bad', 'worse'), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.promises.open('x', 'bad', 'worse'), `TypeError ERR_INVALID_ARG_VALUE: The argument 'flags' is invalid. Received 'bad'`],
  [() => fs.promises.open('x', 2 ** 31, {}), 'RangeError ERR_OUT_OF_RANGE: The value of "flags" is out of range. It must be >= -2147483648 && <= 2147483647. Received 2147483648'],
  [() => fs.promises.mkdir('x', { mode: 'y' }), `TypeError ERR_INVALID_ARG_VALUE: The argument 'mode' must be a 32-bit unsigned integer or an octal string. Received 'y'`],
  [() => fs.promises.mkdir({}, { recursive: 1 }), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.promises.rm({}, { force: 1 }), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.promises.rmdir({}, { retryDelay: -1 }), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.promises.readFile({}, { signal: 1, flag: 'bad' }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.signal" property must be an instance of AbortSignal. Received type number (1)'],
  [() => fs.promises.writeFile({}, {}, { flush: 1 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.flush" property must be of type boolean. Received type number (1)'],
  [() => fs.promises.cp({}, {}, { force: 1 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.force" property must be of type boolean. Received type number (1)'],
  [() => fs.promises.copyFile({}, {}, 99), 'TypeError ERR_INVALID_ARG_TYPE: The "src" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.promises.watch('x', { recursive: 1, persistent: 1 }).next(), 'TypeError ERR_INVALID_ARG_TYPE: The "options.recursive" property must be of type boolean. Received type number (1)'],
  [() => fs.promises.watch({}, { recursive: 1 }).next(), 'TypeError ERR_INVALID_ARG_TYPE: The "options.recursive" property must be of type boolean. Received type number (1)'],
  [() => fs.promises.watch('x', { maxQueue: 'y', overflow: 'z' }).next(), `TypeError ERR_INVALID_ARG_TYPE: The "options.maxQueue" property must be of type number. Received type string ('y')`],
  [() => fs.promises.truncate({}, 'x'), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
  [() => fs.promises.symlink({}, {}, 'bad'), `TypeError ERR_INVALID_ARG_VALUE: The argument 'type' must be one of: 'dir', 'file', 'junction', null, undefined. Received 'bad'`],
  [() => fs.promises.utimes({}, {}, {}), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object'],
];
(async () => {
  for (const [fn, expected] of rejections) assert.strictEqual(await fn().then(() => 'resolved', told), expected, String(fn));
  console.log('done');
})();
