// Processes that start from one snapshot do not share what is random, though the program that made it has drawn some.
'use strict';
const assert = require('node:assert');
const { build, start } = require('./fixtures/lib.js');

const built = build(`
  const crypto = require('crypto');
  crypto.randomBytes(8);
  crypto.randomUUID();
  crypto.randomInt(5);
  require('v8').startupSnapshot.setDeserializeMainFunction(() => {
    console.log(crypto.randomBytes(16).toString('hex'));
    console.log(crypto.randomUUID());
    console.log(crypto.randomInt(2 ** 47));
  });
`);
assert.strictEqual(built.status, 0, built.stderr);
const seen = new Set();
for (let i = 0; i < 2; i++) {
  const { status, stdout, stderr } = start();
  assert.strictEqual(status, 0, stderr);
  for (const line of stdout.trim().split('\n')) seen.add(line);
}
assert.strictEqual(seen.size, 6, [...seen].join(' '));
