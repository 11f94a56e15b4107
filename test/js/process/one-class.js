// SPDX-License-Identifier: MIT
// process and the exports of a module keep a hidden class, also when properties that are made at the first look have been made.
'use strict';
const { spawnSync } = require('child_process');
const assert = require('assert');

const program = `
  const path = require('path');
  const look = () => %HasFastProperties(process) && %HasFastProperties(path);
  const seen = [];
  Object.defineProperty(Object.prototype, 'none', { get() { seen.push('looked'); }, configurable: true });
  process.env.HOME; process.stdout; process.config; path.win32.sep;
  setImmediate(() => {
    seen.push(look());
    console.log(JSON.stringify(seen));
  });`;
const { stdout, stderr } = spawnSync(process.execPath, ['--allow-natives-syntax', '-e', program], { encoding: 'utf8' });
assert.strictEqual(stderr, '');
assert.strictEqual(stdout, '[true]\n');
