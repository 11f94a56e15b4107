// SPDX-License-Identifier: MIT
// What lists the methods of databases, statements, sessions and serializers finds them (mocks do).
'use strict';
const assert = require('node:assert');
const { DatabaseSync, Session, StatementSync } = require('node:sqlite');
const v8 = require('node:v8');

const listed = (object) => {
  const names = [];
  for (const name in object) names.push(name);
  return names;
};
const has = (object, ...names) => assert.deepStrictEqual(names.filter((name) => !listed(object).includes(name)), []);
const database = new DatabaseSync(':memory:');
has(database, 'exec', 'prepare', 'isOpen', 'isTransaction');
has(database.prepare('select 1'), 'all', 'get', 'iterate', 'run', 'columns', 'setReadBigInts', 'sourceSQL', 'expandedSQL');
has(database.createSession(), 'changeset', 'patchset', 'close');
database.close();
for (const Class of [DatabaseSync, StatementSync, Session]) {
  assert.strictEqual(Class.length, 0);
  assert(!Object.keys(Class.prototype).includes('constructor'));
}
has(new v8.Serializer(), 'writeHeader', 'writeValue', 'releaseBuffer', 'writeUint32', 'writeRawBytes');
has(new v8.Deserializer(Buffer.alloc(1)), 'readHeader', 'readValue', 'readUint32', 'readRawBytes');
assert.strictEqual(v8.Deserializer.length, 1);
