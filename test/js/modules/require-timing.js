// SPDX-License-Identifier: MIT
// How long require() takes: NODE_DEBUG=module_timer prints it, the trace category node.module_timer has it in the trace log.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-timing-'));
fs.writeFileSync(path.join(cwd, 'a.js'), "require('./b.js');");
fs.writeFileSync(path.join(cwd, 'b.js'), "require('url');");
const log = path.join(cwd, 'trace.log');
const { stderr } = spawnSync(process.execPath, [
  '--trace-event-categories=node.module_timer', `--trace-event-file-pattern=${log}`, 'a.js',
], { cwd, env: { ...process.env, NODE_DEBUG: 'module_timer' }, encoding: 'utf8' });
const file = (name) => path.join(fs.realpathSync(cwd), name);
const lines = stderr.trimEnd().split('\n').map((line) => line.replace(/^MODULE_TIMER \d+ /, '').replace(/: \d+(?:\.\d+)?ms$/, ''));
assert.deepStrictEqual(lines, [`[${file('b.js')}] [url]`, '[.] [./b.js]', `[] [${file('a.js')}]`]);
const events = JSON.parse(fs.readFileSync(log, 'utf8')).traceEvents.filter(({ cat }) => cat === 'node,node.module_timer');
assert.deepStrictEqual(events.map(({ ph, name }) => ph + name), [
  `brequire('${file('a.js')}')`, "brequire('./b.js')", "brequire('url')", "erequire('url')", "erequire('./b.js')", `erequire('${file('a.js')}')`,
]);
fs.rmSync(cwd, { recursive: true });
