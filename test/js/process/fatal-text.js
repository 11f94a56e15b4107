// SPDX-License-Identifier: MIT
// What ends a program is shown as in Node: how deep, with which name when the text has none, one caret, hints that are true.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? os.tmpdir(), 'fatal-text-'));
const stderr = (...args) => spawnSync(process.execPath, args, { encoding: 'utf8', cwd: dir }).stderr;

const deep = stderr('-e', 'let o = {}, p = o; for (const k of "abcdefgh") p = p[k] = {}; throw Object.assign(new Error("x"), { o })');
assert.ok(deep.includes('a: {\n      b: { c: { d: { e: [Object] } } }\n    }'), deep);
assert.ok(stderr('-e', 'JSON.parse("{a")').startsWith('<anonymous_script>:1\n{a\n ^\n'));

fs.writeFileSync(path.join(dir, 'bad.ts'), 'let x: number = ;\n');
assert.ok(stderr('bad.ts').startsWith(`file://${fs.realpathSync(dir)}/bad.ts:1\nlet x: number = ;\n                ^\n\nSyntaxError`));

fs.mkdirSync(path.join(dir, 'folder'));
assert.ok(!stderr('folder').includes('Hint:')); // it is spelled as it should be
const packaged = path.join(dir, 'node_modules/p');
fs.mkdirSync(packaged, { recursive: true });
fs.writeFileSync(path.join(packaged, 'index.ts'), '');
fs.writeFileSync(path.join(packaged, 'package.json'), '{ "exports": "./index.ts" }');
assert.ok(stderr('--input-type=module', '-e', 'import "p"').includes(`for "${fs.realpathSync(packaged)}/index.ts"`));

const folder = spawnSync(process.execPath, ['--env-file=folder', '-e', '1'], { encoding: 'utf8', cwd: dir });
assert.deepStrictEqual([folder.status, folder.stderr], [9, `${process.execPath}: folder: invalid format\n`]);
assert.throws(() => new (require('node:worker_threads').Worker)('', { eval: true, execArgv: ['--title=x'] }),
              { code: 'ERR_WORKER_INVALID_EXEC_ARGV', message: /flags: --title=x$/ });
assert.throws(() => process.chdir(path.join(dir, 'nope')), (error) => {
  assert.deepStrictEqual(Object.keys(error), ['errno', 'code', 'syscall', 'path', 'dest']);
  return true;
});
