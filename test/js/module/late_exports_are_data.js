// SPDX-License-Identifier: MIT
// Exports that are loaded when first read are data properties before and after: mocks that replace methods take them.
'use strict';

const assert = require('node:assert');
const { mock } = require('node:test');

const late = [
  ['http', 'Agent'], ['http', 'ClientRequest'], ['https', 'globalAgent'], ['crypto', 'constants'], ['buffer', 'Blob'],
  ['buffer', 'File'], ['fs', 'Dir'], ['util', 'MIMEType'], ['util', 'TextDecoder'], ['url', 'URLPattern'],
  ['module', 'SourceMap'], ['readline', 'promises'], ['v8', 'startupSnapshot'],
];
for (const [id, name] of late) {
  const exports = require(id);
  const before = Object.getOwnPropertyDescriptor(exports, name);
  assert.ok('value' in before, `${id}.${name}`);
  assert.strictEqual(before.enumerable, true);
  assert.strictEqual(before.writable, name !== 'constants');
  assert.strictEqual(exports[name], before.value);
  assert.notStrictEqual(before.value, undefined);
}

const http = require('http');
const { Agent } = http;
mock.method(http, 'Agent', function Fake() {});
assert.notStrictEqual(http.Agent, Agent);
assert.deepStrictEqual(http.Agent.mock.calls, []);
mock.restoreAll();
assert.strictEqual(http.Agent, Agent);

// One name, two owners.
assert.strictEqual(require('buffer').Blob, Blob);
assert.strictEqual(require('url').URLPattern, URLPattern);
assert.strictEqual(require('util').TextDecoder, TextDecoder);

// An import reads those it names.
import('node:http').then((namespace) => {
  assert.strictEqual(namespace.Agent, Agent);
  assert.ok(Object.keys(require('crypto')).indexOf('constants') > 0);
});
