// SPDX-License-Identifier: MIT
// --tls-keylog writes the secrets of both sides to a file only its owner can read; --trace-tls writes records to stderr.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-keylog-')), log = path.join(dir, 'log');
const script = `require(${JSON.stringify(path.join(__dirname, 'fixtures/keys.js'))}).pair({ maxVersion: 'TLSv1.2' }, {})
  .then(([client, , server]) => { client.destroy(); server.close(); });`;
const child = spawnSync(process.execPath, [`--tls-keylog=${log}`, '--trace-tls', '-e', script], { encoding: 'utf8' });
assert.strictEqual(child.status, 0, child.stderr);
assert.match(child.stderr, /Using --tls-keylog makes TLS connections insecure/);
assert.match(child.stderr, /Sent Record[^]*ClientHello/);
assert.match(child.stderr, /Received Record[^]*ServerHello/);
const lines = fs.readFileSync(log, 'utf8').trim().split('\n');
assert.strictEqual(lines.length, 2);
assert.strictEqual(lines[0], lines[1]);
assert.match(lines[0], /^CLIENT_RANDOM /);
assert.strictEqual(fs.statSync(log).mode & 0o777, 0o600);
fs.rmSync(dir, { recursive: true });
