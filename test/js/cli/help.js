// SPDX-License-Identifier: MIT
// --help names every option that does something, in groups; --completion-bash and --v8-options print theirs; a
// misspelled option names the nearest one.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

function run(...args) {
  return spawnSync(process.execPath, args, { encoding: 'utf8' });
}
const help = run('--help');
assert.strictEqual(help.status, 0);
for (const group of ['Running', 'Watching', 'Modules', 'TypeScript and JSX', 'Tests', 'Permissions']) {
  assert.ok(help.stdout.includes(`\n${group}\n  -`), group);
}
// Left out: what is only for Eddy's own tests, older spellings, and what is refused.
const silent = /^\[|^--(?:debug|expose-internals|harmony|inspect-brk-node|max-(?:heap|semi)|perf-|security-revert|test-udp|trace-events-enabled|experimental-(?:package-map|stream-iter)|node-snapshot|debug-arraybuffer-allocations)/;
const source = fs.readFileSync(path.join(__dirname, '../../../src/options.def'), 'utf8');
const completion = run('--completion-bash').stdout;
for (const [, name, type, initial] of source.matchAll(/^OPTION\("([^"]+)", (\w+), \w+,\s+([^)]*)/gm)) {
  if (type === 'NOOP' || silent.test(name)) continue;
  const shown = type === 'BOOL' && initial === 'ON' ? name.replace('--', '--no-') : name;
  assert.ok(new RegExp(`(?:^|[ ,])${shown.replaceAll('.', '\\.')}(?=[ ,=[\\n])`, 'm').test(help.stdout), `${shown} is missing in --help`);
  assert.ok(new RegExp(`[ ']${name.replaceAll(".", "\\.")}[ ']`).test(completion), `${name} is missing in --completion-bash`);
}
for (const line of help.stdout.split('\n')) assert.ok(line.length <= 110, line);
assert.match(run('--v8-options').stdout, /--max-old-space-size/);
assert.strictEqual(spawnSync('bash', ['-n'], { input: completion }).status, 0);

for (const [wrong, right] of [['--wacth', '--watch'], ['--no-warning', '--no-warnings'], ['--inpsect=1', '--inspect'], ['--imprt', '--import']]) {
  const { status, stderr } = run(wrong);
  assert.strictEqual(status, 9);
  assert.match(stderr, new RegExp(`^.*: bad option: ${wrong}\nDid you mean ${right}\\?\n$`));
}
assert.match(run('--nothing-like-this').stderr, /: bad option: --nothing-like-this\n$/);
