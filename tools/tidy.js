// SPDX-License-Identifier: MIT
// Holds the sizes and bans of CONTRIBUTING.md. Run by Eddy itself, as one of the tests and by `make lint`.
// Prints one line per finding, with the mend; exits with 1 if there is any.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const root = path.dirname(__dirname);
const findings = [];
const report = (file, line, what) => findings.push(`${path.relative(root, file)}:${line}: ${what}`);

function* walk(folder) {
  let entries;
  try {
    entries = fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return; // the folder does not exist (yet)
  }
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) yield* walk(file);
    else yield file;
  }
}

const within = (file, folder) => file.startsWith(path.join(root, folder) + path.sep);

/** The largest size of a file in lines, by its place. */
function limitOf(file) {
  const name = path.relative(root, file);
  if (name === 'src/eddy.h') return 400;
  if (within(file, 'src/engine')) return 900;
  if (within(file, 'test')) return within(file, 'test/unit') || within(file, 'test/fuzz') ? 1000 : 150;
  if (path.dirname(name) === 'lib') return 600;
  return 1000;
}

const bannedInC = /\b(strcpy|strcat|sprintf|strtok|gmtime|localtime|alloca)\s*\(/;

function checkLines(file, lines) {
  const isC = /\.(c|h)$/.test(file);
  const inSource = within(file, 'src');
  lines.forEach((line, i) => {
    if (inSource && isC && !/^\s*(\/?\*|\/\/)/.test(line) && bannedInC.test(line)) {
      report(file, i + 1, `banned: ${bannedInC.exec(line)[1]}: use the bounded or re-entrant form`);
    }
    if (/\s$/.test(line)) report(file, i + 1, 'white space at the end of the line: remove it');
    if (line.includes('\t') && !/Makefile|\.md$/.test(file)) report(file, i + 1, 'a tab: indent with two spaces');
  });
}

/** C functions longer than 70 lines: from a brace at column 0 to its end. */
function checkFunctions(file, lines) {
  let start = -1;
  lines.forEach((line, i) => {
    if (start < 0 && /^[A-Za-z_].*\)\s*\{$/.test(line)) start = i;
    else if (start < 0 && line === '{') start = i;
    else if (start >= 0 && line === '}') {
      if (i - start + 1 > 70) report(file, start + 1, `a function of ${i - start + 1} lines (at most 70): split it`);
      start = -1;
    }
  });
}

function check(file) {
  const text = fs.readFileSync(file, 'utf8');
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  else report(file, lines.length, 'no newline at the end: add it');
  const limit = limitOf(file);
  if (lines.length > limit) report(file, 1, `${lines.length} lines (at most ${limit}): split it by topic`);
  const head = lines.slice(0, 3).join('\n');
  if (!within(file, 'test') && !head.includes('SPDX-License-Identifier: MIT')) {
    report(file, 1, 'no SPDX line at the top: add // SPDX-License-Identifier: MIT');
  }
  checkLines(file, lines);
  if (within(file, 'src') && file.endsWith('.c')) checkFunctions(file, lines);
  if (file.endsWith('.cc') && !within(file, 'src/engine')) report(file, 1, 'C++ outside src/engine: write it in C');
  if (/\.(c|h)$/.test(file) && !within(file, 'src/engine') && /#include [<"](v8|libplatform)/.test(text)) {
    report(file, 1, 'a V8 header outside src/engine: go through engine.h');
  }
}

for (const folder of ['src', 'lib', 'tools', 'test/js', 'test/unit', 'test/fuzz', 'test/cli', 'include', 'examples']) {
  for (const file of walk(path.join(root, folder))) {
    if (/\.(c|h|cc|js|mjs|cjs)$/.test(file) && !file.includes(`${path.sep}fixtures${path.sep}`)) check(file);
  }
}
for (const folder of ['src', 'lib', 'test', 'tools', 'deps', 'examples', 'bench', 'doc']) {
  const readme = path.join(root, folder, 'README.md');
  if (!fs.existsSync(path.join(root, folder))) continue;
  if (!fs.existsSync(readme)) report(readme, 1, 'missing: what belongs here, what does not, the file to copy first');
  else if (fs.readFileSync(readme, 'utf8').split('\n').length > 61) report(readme, 1, 'over 60 lines: shorten it');
}

for (const finding of findings) console.log(finding);
if (findings.length > 0) {
  console.log(`${findings.length} findings`);
  process.exitCode = 1;
}
