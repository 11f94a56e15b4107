// SPDX-License-Identifier: MIT
// A console method with many arguments, while a session listens: all of them are printed, and told.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

if (process.argv[2] !== 'child') {
  const { stdout, status } = spawnSync(process.execPath, [__filename, 'child'], { encoding: 'utf8' });
  assert.strictEqual(status, 0);
  assert.strictEqual(stdout, `${Array.from({ length: 300 }, (_, i) => i).join(' ')}\n`);
} else {
  const inspector = require('node:inspector');
  const session = new inspector.Session();
  session.connect();
  let told = 0;
  session.on('Runtime.consoleAPICalled', ({ params }) => { told = params.args.length; });
  session.post('Runtime.enable', () => {
    console.log(...Array.from({ length: 300 }, (_, i) => i));
    assert.strictEqual(told, 300);
  });
}
