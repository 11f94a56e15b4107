// SPDX-License-Identifier: MIT
// What errors of loading say, word for word as in Node 24.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const cwd = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-texts-')));
const write = (name, text) => fs.writeFileSync(path.join(cwd, name), text);
write('package.json', '{"imports":{"#/*":"./*.mjs"}}');
write('a.mjs', 'export const a = 1;');
write('wait.mjs', 'await 1;');
write('named.mjs', "import { b } from './a.mjs';");
write('cycle.cjs', "require('./cycle.mjs');");
write('cycle.mjs', "import './cycle.cjs';");
write('require.cjs', "\n  require('./a.mjs');");

function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  return { status, stdout, stderr: stderr.replaceAll(cwd, 'CWD') };
}
const message = (code) => run('-e', `${code}.catch((e) => console.log(e.message))`).stdout.replaceAll(cwd, 'CWD').trim();

assert.match(run('named.mjs').stderr, /^file:\/\/CWD\/named\.mjs:1\nimport \{ b \} from '\.\/a\.mjs';\n {9}\^\nSyntaxError: The requested module/);
assert.strictEqual(run('-p', "require('#/a').a").stdout, '1\n');
assert.strictEqual(message("import('./nope.mjs')"), "Cannot find module 'CWD/nope.mjs' imported from CWD/[eval]");
assert.match(message("import('foo:bar')"), /^Only URLs with a scheme in: file, data, and node are supported/);
assert.match(message("import('http://x/')"), /^Only URLs with a scheme in: file and data are supported/);
assert.match(run('cycle.cjs').stderr, /Cannot import CommonJS Module \.\/cycle\.cjs in a cycle\. \(from CWD\/cycle\.mjs\)\n/);
const print = run('--experimental-print-required-tla', '-e', "try { require('./wait.mjs') } catch (e) { console.log(e.message.split('\\n').find((l) => l.startsWith('require()'))) }");
assert.strictEqual(print.stdout, 'require() cannot be used on an ESM graph with top-level await. Use import() instead.\n');

const refused = run('--no-experimental-require-module', 'require.cjs');
assert.ok(refused.stderr.startsWith(`CWD/require.cjs:2
  require('./a.mjs');
  ^

Error [ERR_REQUIRE_ESM]: require() of ES Module CWD/a.mjs from CWD/require.cjs not supported.
Instead change the require of CWD/a.mjs to a dynamic import() which is available in all CommonJS modules.
    at Object.<anonymous> (CWD/require.cjs:2:3) {
  code: 'ERR_REQUIRE_ESM'
}
`), refused.stderr);

// The library's modules are there by name in code from the command line, as a module too.
assert.strictEqual(run('--input-type=module', '-e', 'console.log(typeof fs, typeof module)').stdout, 'object function\n');
assert.match(run('-e', 'throw { a: 1 }').stderr, /^\[eval\]:1\nthrow \{ a: 1 \}\n\^\n\n\{ a: 1 \}\n/);
fs.rmSync(cwd, { recursive: true });
