// SPDX-License-Identifier: MIT
// --watch-path watches a tree and nothing else; --watch-kill-signal; the program sees none of the options; a
// changed --env-file is read again.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { write, replace, watch } = require('../../fixtures/watch.js');

write('tree/deep/x.txt', '1');
write('.env', 'A=1\n');
write('main.js', `console.log('run', process.execArgv.join(), process.argv.slice(2).join(), process.env.A);
process.on('SIGINT', () => { console.log('interrupted'); process.exit(); });
setInterval(() => {}, 1000);
`);

(async () => {
  const w = watch(['--watch', '--watch-path', 'tree', '--watch-kill-signal=SIGINT', '--env-file=.env', '--no-warnings', 'main.js', '--x']);
  await w.line('run --env-file=.env,--no-warnings --x 1');
  replace('tree/deep/x.txt', '2');
  await w.line('interrupted');
  await w.line(/^Restarting/);
  await w.line(/^run/);
  replace('.env', 'A=2\n');
  await w.line('run --env-file=.env,--no-warnings --x 2');
  assert.strictEqual(await w.stop(), 0);
})();

function refused(...args) {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.notStrictEqual(status, 0);
  return stderr;
}
assert.match(refused('--watch', '-e', '1'), /either --watch or --eval can be used, not both/);
assert.match(refused('--watch', '--check', 'x.js'), /either --watch or --check can be used, not both/);
assert.match(refused('--watch', '--watch-kill-signal=FOO', 'x.js'), /ERR_UNKNOWN_SIGNAL/);
