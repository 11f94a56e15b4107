// SPDX-License-Identifier: MIT
// `--test --watch` ends with a signal, and that is no failure.
'use strict';

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-watch-exit-'));
fs.writeFileSync(path.join(cwd, 'a.test.js'), 'require("node:test")("a", () => {});\n');
const { NODE_TEST_CONTEXT: _, ...env } = process.env;
const child = spawn(process.execPath, ['--test', '--watch', '--test-reporter=tap'], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
let text = '';
child.stdout.setEncoding('utf8').on('data', (chunk) => {
  text += chunk;
  if (/^# duration_ms/m.test(text)) child.kill('SIGTERM');
});
child.on('close', (code) => {
  assert.strictEqual(code, 0);
  fs.rmSync(cwd, { recursive: true });
});
