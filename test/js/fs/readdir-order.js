// SPDX-License-Identifier: MIT
// Names come in the order of their bytes, however many there are.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const os = require('os');

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'order-'));
let seed = 7;
const random = (n) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % n;
const letters = ['a', 'b', 'A', '0', '-', '.', '_', 'é', '東', '🚀', 'file-', 'same-beginning-'];
const bytewise = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
try {
  for (const count of [0, 1, 2, 7, 8, 9, 15, 16, 17, 33, 64, 127, 128, 129, 300]) {
    const dir = path.join(root, `${count}`), names = new Set();
    fs.mkdirSync(dir);
    while (names.size < count) {
      let name = '';
      for (let i = random(6); i >= 0; i--) name += letters[random(letters.length)];
      if (name !== '.' && name !== '..') names.add(name);
    }
    for (const name of names) fs.writeFileSync(path.join(dir, name), '');
    const expected = [...names].sort(bytewise);
    assert.deepStrictEqual(fs.readdirSync(dir), expected);
    assert.deepStrictEqual(fs.readdirSync(dir, { withFileTypes: true }).map((entry) => entry.name), expected);
  }
  assert.strictEqual(fs.readdirSync(root, { recursive: true }).length, 15 + 856);
} finally {
  fs.rmSync(root, { recursive: true });
}
