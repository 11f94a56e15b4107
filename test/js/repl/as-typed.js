// SPDX-License-Identifier: MIT
// Completion where there is nothing to complete, previews without colours, import() from the directory, lines of spaces, the
// history's size.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const repl = require('node:repl');
const { PassThrough } = require('node:stream');

const start = (options) => {
  const input = new PassThrough(), output = new PassThrough({ encoding: 'utf8' });
  output.columns = 80;
  return { input, output, server: repl.start({ input, output, ...options }) };
};
const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? require('node:os').tmpdir(), 'typed-'));

assert.throws(() => start({ completer: 1 }), { code: 'ERR_INVALID_ARG_VALUE' });

const plain = start({ terminal: false });
plain.server.context.obj = { aa: 1 };
const complete = (line) => {
  let result;
  plain.server.complete(line, (error, found) => { result = found[0]; });
  return result;
};
for (const line of ['obj[', 'obj["d', 'obj.aa ', ';', '.load ', 'import x from "f', '`fo', 'f(']) assert.deepStrictEqual(complete(line), [], line);
assert.ok(complete('').includes('obj') && !complete('').includes('while'));
assert.deepStrictEqual(complete('`${obj.a'), ['obj.aa']);
assert.deepStrictEqual(complete('"it\'s" + obj.a'), ['obj.aa']);

async function until(output, pattern) {
  let text = '';
  while (!pattern.test(text)) {
    text += output.read() ?? '';
    await new Promise(setImmediate);
  }
  return text;
}

(async () => {
  await until(plain.output, /> $/);
  plain.input.write('  \n');
  assert.strictEqual(await until(plain.output, /> $/), 'undefined\n> ');
  plain.input.write('\n');
  assert.strictEqual(await until(plain.output, /> $/), '> ');
  plain.input.write('await import("none-of-these")\n');
  assert.ok((await until(plain.output, /> $/)).includes(`imported from ${process.cwd()}/repl`));
  plain.input.end();

  const { input, output, server } = start({ terminal: true, preview: true, useColors: false });
  input.write('1 + 1');
  assert.ok((await until(output, /\/\/ 2/)).includes('\n// 2'));
  await new Promise((resolve) => server.setupHistory({ filePath: path.join(dir, 'history'), size: 5 }, resolve));
  assert.strictEqual(server.historySize, 5);
  input.end();
  server.once('exit', () => fs.rmSync(dir, { recursive: true }));
})();
