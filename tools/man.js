// SPDX-License-Identifier: MIT
// Prints the manual page eddy(1): its options come from src/options_help.def, as --help's do. Run at `make install`.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const source = fs.readFileSync(path.join(__dirname, '../src/options_help.def'), 'utf8');

/** Text as roff wants it. */
function roff(text) {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^([.'])/gm, '\\&$1');
}

function options() {
  const out = [];
  for (const [, kind, first, second] of source.matchAll(/^(GROUP|HELP)\(("(?:[^"\\]|\\.)*")(?:, ("(?:[^"\\]|\\.)*"))?\)$/gm)) {
    if (kind === 'GROUP') out.push(`.SS ${roff(JSON.parse(first))}`);
    else out.push('.TP', `.B ${roff(JSON.parse(first))}`, roff(JSON.parse(second)));
  }
  return out.join('\n');
}

const environment = [
  ['NODE_OPTIONS', 'options before those of the command line, separated by spaces'],
  ['NODE_PATH', 'directories in which require() looks at last'],
  ['NODE_COMPILE_CACHE', 'directory for compiled code between runs; NODE_DISABLE_COMPILE_CACHE switches it off'],
  ['NODE_DEBUG', 'parts of the library that print what they do: http, net, module …'],
  ['NODE_EXTRA_CA_CERTS', 'a file with further certificate authorities'],
  ['NODE_USE_SYSTEM_CA', '1: as --use-system-ca'],
  ['NODE_REPL_HISTORY', 'file of the REPL\'s history'],
  ['NODE_V8_COVERAGE', 'directory for coverage'],
  ['NO_COLOR, FORCE_COLOR', 'no colours; colours'],
  ['EDDY_TRANSFORM_CACHE', 'directory in which transformed TypeScript is kept; 0: nowhere. Default: ~/.cache/eddy'],
  ['UV_THREADPOOL_SIZE', 'threads for files, names, cryptography and compression (default: 4)'],
];
const codes = [
  ['1', 'an uncaught exception'],
  ['5', 'a fatal error in V8'],
  ['7', 'a handler of uncaught exceptions has thrown'],
  ['9', 'an invalid option or argument'],
  ['12', 'an invalid argument of the debugger, --disable-proto or --security-revert'],
  ['13', 'a top-level await that never ends'],
  ['128 + n', 'ended by signal n'],
];
const list = (rows) => rows.map(([name, text]) => `.TP\n.B ${roff(name)}\n${roff(text)}`).join('\n');

process.stdout.write(`.TH EDDY 1 "" "Eddy" "User Commands"
.SH NAME
eddy \\- server-side JavaScript and TypeScript that runs Node.js programs
.SH SYNOPSIS
.B eddy
[options] [script.js | \\-] [arguments]
.br
.B eddy
[options] \\-e code | \\-p code | \\-\\-test [files] | \\-\\-run script [\\-\\- arguments]
.br
.B eddy build
script.js
.br
.B eddy inspect
[options] [script.js | host:port] [arguments]
.SH DESCRIPTION
Eddy runs programs written for Node.js 24 unchanged. Without a script it reads one from standard input, or starts
the REPL on a terminal. What the documentation of Node.js says of its command line holds here, too.
.PP
TypeScript (.ts, .mts, .cts, .tsx) and JSX (.jsx) run directly. Types are not checked. The nearest tsconfig.json says how
JSX and decorators are compiled, and its "paths" count.
.SH OPTIONS
${options()}
.SH ENVIRONMENT
${list(environment)}
.SH EXIT STATUS
${list(codes)}
.SH EXAMPLES
.TP
.B eddy \\-\\-watch server.ts
run server.ts, and again when a file of it changes
.TP
.B eddy \\-\\-permission \\-\\-allow\\-fs\\-read=. app.js
run app.js, which may read files of this directory and nothing else
.TP
.B eddy \\-\\-run test \\-\\- \\-\\-verbose
run the script "test" of package.json
`);
