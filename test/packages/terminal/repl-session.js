// The REPL on a terminal: previews, completion, top-level await, what fails later, _ and _error, pasted text.
'use strict';
const { inTerminal } = require('./lib/tmux.js');

inTerminal([], async (terminal) => {
  const enter = (text) => {
    terminal.type(text);
    terminal.press('Enter');
  };
  await terminal.ends('\n>', '2,2');
  terminal.type('"ab".len');
  await terminal.ends('> "ab".length\n2', '10,2'); // the rest of the name, and the result, in grey
  terminal.press('Enter');
  await terminal.ends('> "ab".length\n2\n>', '2,4');
  enter('_ + 5');
  await terminal.ends('\n7\n>');
  enter('var thing = { alpha: 1, alphabet: 2 }');
  await terminal.ends('undefined\n>');
  terminal.type('thing.al');
  await terminal.ends('> thing.alpha\n1'); // a Tab right behind a text would be part of it
  terminal.press('Tab');
  await terminal.ends('> thing.alpha\n1', '13,8');
  terminal.press('Tab');
  await terminal.ends('> thing.alpha\nthing.alpha     thing.alphabet\n\n> thing.alpha\n1');
  terminal.press('C-u');
  terminal.type('require("fs/pro');
  await terminal.ends('> require("fs/promises');
  terminal.press('Tab');
  await terminal.ends('> require("fs/promises', '22,11');
  terminal.press('C-u');

  terminal.press('C-l');
  enter('const late = await new Promise((resolve) => setTimeout(resolve, 300, 6))');
  enter('late * 7'); // typed while the promise is pending
  await terminal.ends('undefined\n> late * 7\n42\n>');
  enter('console.log("waiting"); await new Promise(() => {})');
  await terminal.ends('\nwaiting');
  terminal.press('C-c');
  await terminal.ends("code: 'ERR_SCRIPT_EXECUTION_INTERRUPTED'\n}\n>");
  terminal.press('C-l');
  enter('console.log("going"); while (true);');
  await terminal.ends('\ngoing');
  terminal.press('C-c');
  await terminal.ends("code: 'ERR_SCRIPT_EXECUTION_INTERRUPTED'\n}\n>");
  terminal.press('C-l');
  enter('Promise.reject(new Error("unseen")).x; setTimeout(() => { throw new Error("timer") }, 50); null');
  await terminal.ends('> Uncaught Error: timer\n>');
  enter('_error.message');
  await terminal.ends("'timer'\n>");
  enter('import { join as j } from "path"');
  await terminal.ends('use dynamic import: const { join: j } = await import("path");\n>');
  enter('npm install');
  await terminal.ends('npm should be run outside of the Node.js REPL, in your normal shell.\n(Press Ctrl+D to exit.)\n>');

  terminal.press('C-l');
  terminal.paste('function pasted() {\n\treturn 9;\n}\npasted() + 1\n');
  await terminal.ends('| }\nundefined\n> pasted() + 1\n10\n>');
  terminal.press('C-l');
  enter('.exit');
  await terminal.exits();
});
