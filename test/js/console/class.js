// SPDX-License-Identifier: MIT
// Console: groups, tables, counters on any stream.
'use strict';
const assert = require('node:assert');
const { Console } = require('node:console');

let text = '';
const stream = { write(chunk) { text += chunk; } };
const own = new Console({ stdout: stream, groupIndentation: 1 });
own.group('head');
own.log('a\nb');
own.groupEnd();
own.table([{ x: 1 }]);
own.count();
own.assert(false, 'no %s', 'way');
assert.strictEqual(text, 'head\n a\n b\n' +
  '┌─────────┬───┐\n│ (index) │ x │\n├─────────┼───┤\n│ 0       │ 1 │\n└─────────┴───┘\n' +
  'default: 1\nAssertion failed: no way\n');
assert.throws(() => new Console({ stdout: {} }), { code: 'ERR_CONSOLE_WRITABLE_STREAM' });
