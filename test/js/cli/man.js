// SPDX-License-Identifier: MIT
// tools/man.js makes a manual page with the options of --help.
'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const path = require('node:path');

const page = execFileSync(process.execPath, [path.join(__dirname, '../../../tools/man.js')], { encoding: 'utf8' });
assert.match(page, /^\.TH EDDY 1 /);
assert.match(page, /^\.SS TypeScript and JSX$/m);
assert.match(page, /^\.B \\-\\-watch\\-path=PATH\nrun again when something below PATH changes \(repeatable\)$/m);
assert.doesNotMatch(page, /undefined/);
