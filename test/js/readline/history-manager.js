// SPDX-License-Identifier: MIT
// setupHistoryManager(): a history from an array or a file; what is typed is written to the file.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const { PassThrough } = require('node:stream');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-history-'));
const file = path.join(dir, 'history');
fs.writeFileSync(file, 'two\none\n');
const make = () => readline.createInterface({ input: new PassThrough(), output: new PassThrough().resume(), terminal: true });

const other = make();
other.setupHistoryManager({ history: ['x'], size: 5 });
assert.deepStrictEqual([other.history, other.historySize], [['x'], 5]);
assert.throws(() => other.setupHistoryManager({ history: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => other.setupHistoryManager({ size: -1 }), RangeError);
other.close();

const rl = make();
rl.setupHistoryManager({ filePath: file, onHistoryFileLoaded(error) {
  assert.strictEqual(error, null);
  assert.deepStrictEqual(rl.history, ['two', 'one']);
  rl.once('flushHistory', () => {
    assert.strictEqual(fs.readFileSync(file, 'utf8'), 'three\ntwo\none');
    rl.close();
    fs.rmSync(dir, { recursive: true });
  });
  rl.write('three\n');
} });
