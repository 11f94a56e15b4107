// SPDX-License-Identifier: MIT
// While a debugger may listen, every text that V8 gets under the name of a TypeScript file says that it is none of the file's: also
// the one that is compiled to see whether the file is a module, when nothing is kept from an earlier run.
'use strict';
const assert = require('assert');
const fs = require('fs');
const inspector = require('inspector');
const os = require('os');
const path = require('path');

const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-source-url-')));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
process.env.EDDY_TRANSFORM_CACHE = path.join(dir, 'cache');
const file = path.join(dir, 'a.ts');
fs.writeFileSync(file, 'const text: string = "a"; module.exports = text;');

const write = process.stderr.write;
process.stderr.write = () => true; // where it listens
inspector.open(0, '127.0.0.1');
process.stderr.write = write;
const session = new inspector.Session();
session.connect();
const parsed = [];
session.on('Debugger.scriptParsed', ({ params }) => { if (params.url.endsWith('a.ts')) parsed.push(params.hasSourceURL); });
session.post('Debugger.enable');
assert.strictEqual(require(file), 'a');
assert.ok(parsed.length > 0);
assert.ok(parsed.every((has) => has === true), `${parsed}`);
session.disconnect();
inspector.close();
