// The REPL on a terminal: several lines are one line to the editor and to the history; .break, .editor, .save, .load.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { inTerminal } = require('./lib/tmux.js');

inTerminal([], async (terminal, home) => {
  const enter = (text) => {
    terminal.type(text);
    terminal.press('Enter');
  };
  await terminal.ends('\n>', '2,2');
  enter('[1,');
  enter('2]');
  await terminal.ends('> [1,\n| 2]\n[ 1, 2 ]\n>');
  terminal.press('Up');
  await terminal.ends('> [1,\n| 2]', '4,6');
  terminal.press('Up'); // inside the line
  await terminal.ends('> [1,\n| 2]', '4,5');
  terminal.press('Left');
  terminal.type('0,');
  terminal.press('Down', 'BSpace');
  terminal.type('3].length');
  await terminal.ends('> [0,1,\n| 23].length');
  terminal.press('Enter');
  await terminal.ends('| 23].length\n3\n>');
  enter('(1,');
  terminal.type('2)');
  terminal.press('Home');
  await terminal.ends('> (1,\n| 2)', '2,8');
  terminal.press('C-k');
  await terminal.ends('3\n>', '2,8');

  // Enter in the middle of what is not complete makes a new line there.
  terminal.type('[4, 5');
  terminal.press('Left', 'Left', 'Enter');
  await terminal.ends('> [4,\n|  5', '2,9');
  terminal.press('C-c');
  await terminal.ends('|  5\n>');
  enter('[7,');
  enter('.break');
  await terminal.ends('| .break\n>');

  terminal.press('C-l');
  enter('.editor');
  await terminal.ends('// Entering editor mode (Ctrl+D to finish, Ctrl+C to cancel)');
  enter('function twice(n) {');
  enter('  const r = n * 2;');
  await terminal.ends('n * 2;', '2,4');
  terminal.type('return r;'); // as far in as the line above
  await terminal.ends('\n  return r;');
  terminal.press('Enter', 'BSpace', 'BSpace');
  terminal.type('}');
  terminal.press('C-d');
  await terminal.ends('}\nundefined\n>');
  enter('twice(21)');
  await terminal.ends('\n42\n>');
  enter('.save session.js');
  await terminal.ends('Session saved to: session.js\n>');
  assert.ok(fs.readFileSync(path.join(home, 'session.js'), 'utf8').includes('  return r;\n}'));
  enter('.clear');
  fs.writeFileSync(path.join(home, 'part.js'), 'function twice() {\n  return "new";\n}');
  enter('.load part.js');
  await terminal.ends('}\nundefined\n>');
  enter('twice()');
  await terminal.ends("'new'\n>");
  terminal.press('C-c');
  await terminal.ends('(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n>');
  terminal.press('C-c');
  await terminal.exits();
});
