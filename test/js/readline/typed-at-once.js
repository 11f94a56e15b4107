// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const readline = require('readline');
const { PassThrough, Writable } = require('stream');

async function type(steps, options) {
  let written = '';
  const input = new PassThrough();
  const output = new Writable({ write(chunk, encoding, callback) { written += chunk; callback(); } });
  output.columns = 10;
  const rl = readline.createInterface({ input, output, terminal: true, prompt: '> ', ...options });
  const lines = [];
  rl.on('line', (line) => lines.push(line));
  const seen = [];
  for (const step of steps) {
    written = '';
    input.write(step);
    await new Promise(setImmediate);
    seen.push(written);
  }
  const { line } = rl;
  rl.close();
  return { seen, lines, line };
}

(async () => {
  // What comes at once is written as it is; its last character draws the line anew, where that has to be.
  assert.deepStrictEqual((await type(['abcdefghijkl'])).seen, ['abcdefghijkl']);
  assert.deepStrictEqual((await type(['abc', '\x1b[D', 'xyz'])).seen.at(-1), 'xy\x1b[1G\x1b[0J> abxyzc\x1b[8G');

  // All the ends of lines; a \n belongs to a \r only right behind it.
  assert.deepStrictEqual((await type(['a\u2028b\u2029'])).lines, ['a', 'b']);
  assert.deepStrictEqual((await type(['a\r\nb\rc\n'])).lines, ['a', 'b', 'c']);

  // Shift and up: the history without a search.
  assert.strictEqual((await type(['x', '\x1b[1;2A'], { history: ['other'] })).line, 'other');

  // What was not ended answers no question, and there is no cursor without a terminal.
  const input = new PassThrough();
  const plain = readline.createInterface({ input, output: new PassThrough() });
  assert.strictEqual(plain.cursor, undefined);
  plain.question('?', assert.fail);
  const lines = [];
  plain.on('line', (line) => lines.push(line));
  input.end('rest');
  await new Promise((resolve) => plain.on('close', resolve));
  assert.deepStrictEqual(lines, ['rest']);

  // A question that was given up before it is asked is not asked, of whomever.
  plain.question('?', { signal: AbortSignal.abort() }, assert.fail);
  assert.throws(() => plain.question('?', assert.fail), { code: 'ERR_USE_AFTER_CLOSE' });
})();

// Ctrl+C and Ctrl+D give an open question up.
const { createInterface } = require('readline/promises');
for (const [key, name] of [['\x03', 'C'], ['\x04', 'D']]) {
  const input = new PassThrough();
  const rl = createInterface({ input, output: new PassThrough(), terminal: true });
  assert.rejects(rl.question('?'), { code: 'ABORT_ERR', message: `Aborted with Ctrl+${name}` });
  input.write(key);
}
