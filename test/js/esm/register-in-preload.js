// SPDX-License-Identifier: MIT
// module.register() in a module of --require, which runs in the hooks' thread as well: its hooks are in the chain twice, as in Node.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-preload-'));
const write = (name, text) => fs.writeFileSync(path.join(cwd, name), text);
write('preload.cjs', "require('node:module').register('./hooks.mjs', require('node:url').pathToFileURL(__filename));");
write('hooks.mjs', `import { writeSync } from 'node:fs';
export async function resolve(specifier, context, next) { writeSync(1, specifier + '\\n'); return next(specifier); }`);
const { status, stdout, stderr } = spawnSync(process.execPath, [
  '--no-warnings', '--require', './preload.cjs', '--input-type=module', '--eval', 'import "node:os"; console.log("end");',
], { cwd, encoding: 'utf8' });
assert.strictEqual(stderr, '');
assert.strictEqual(stdout, './hooks.mjs\nnode:os\nnode:os\nend\n');
assert.strictEqual(status, 0);
fs.rmSync(cwd, { recursive: true });
