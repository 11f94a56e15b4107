// SPDX-License-Identifier: MIT
// file: URLs and paths, for both kinds of systems.
'use strict';
const assert = require('node:assert');
const { fileURLToPath, fileURLToPathBuffer, pathToFileURL } = require('node:url');

const odd = '/a b/%#?\n\t\\~ü/';
const url = pathToFileURL(odd, { windows: false });
assert.strictEqual(url.href, 'file:///a%20b/%25%23%3F%0A%09%5C%7E%C3%BC/');
assert.strictEqual(fileURLToPath(url, { windows: false }), odd);
assert.strictEqual(fileURLToPath('file://h/s/x', { windows: true }), '\\\\h\\s\\x');
assert.strictEqual(fileURLToPath('file:///C:/x', { windows: true }), 'C:\\x');
assert.strictEqual(pathToFileURL('\\\\h\\s\\x', { windows: true }).href, 'file://h/s/x');
assert.deepStrictEqual(fileURLToPathBuffer('file:///%ff'), Buffer.from([47, 255]));
assert.throws(() => fileURLToPath('file:///a%2fb'), { code: 'ERR_INVALID_FILE_URL_PATH' });
assert.throws(() => fileURLToPath('file://h/b', { windows: false }), { code: 'ERR_INVALID_FILE_URL_HOST' });
assert.throws(() => fileURLToPath('http://x'), { code: 'ERR_INVALID_URL_SCHEME' });
