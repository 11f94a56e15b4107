// The REPL's history: kept in a file across sessions, whole statements of several lines; Ctrl+R and Ctrl+S search in it.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { inTerminal } = require('./lib/tmux.js');

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-history-'));
const file = path.join(home, '.node_repl_history');

async function first(terminal) {
  await terminal.ends('\n>', '2,2');
  for (const line of ['aaa = 1', 'function f() {', 'return 1', '}', 'let broken broken', 'bbb = 2']) {
    terminal.type(line);
    terminal.press('Enter');
  }
  await terminal.ends('> bbb = 2\n2\n>');
  terminal.press('C-d');
  await terminal.exits();
}

async function second(terminal) {
  await terminal.ends('\n>', '2,2');
  terminal.press('Up');
  await terminal.ends('> bbb = 2');
  terminal.press('Up');
  await terminal.ends('> function f() {\n| return 1\n| }', '3,4');
  terminal.press('C-u');
  terminal.type('kept');
  terminal.press('C-r');
  await terminal.ends('> kept\nbck-i-search: _', '6,2');
  terminal.type('a');
  await terminal.ends('> aaa = 1\nbck-i-search: a_', '4,2');
  terminal.press('C-r');
  await terminal.ends('bck-i-search: a_', '3,2');
  terminal.press('C-r', 'C-r');
  await terminal.ends('> kept\nfailed-bck-i-search: a_', '6,2');
  terminal.press('C-s');
  await terminal.ends('> aaa = 1\nfwd-i-search: a_');
  terminal.type('zz');
  await terminal.ends('> kept\nfailed-fwd-i-search: azz_');
  terminal.press('C-c'); // ends the search only
  await terminal.ends('> kept', '6,2');
  terminal.press('C-u', 'C-r');
  terminal.type('f()');
  await terminal.ends('> function f() {\n| return 1\n| }\nbck-i-search: f()_', '11,2');
  terminal.press('C-h', 'C-h', 'C-h');
  terminal.type('aaa');
  await terminal.ends('> aaa = 1\nbck-i-search: aaa_');
  terminal.press('Enter');
  await terminal.ends('> aaa = 1\n1\n>');
}

(async () => {
  await inTerminal([], first, { home });
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'bbb = 2\n}\rreturn 1\rfunction f() {\naaa = 1');
  assert.strictEqual(fs.statSync(file).mode & 0o777, 0o600);
  await inTerminal([], second, { home });
  fs.rmSync(home, { recursive: true });
})();
