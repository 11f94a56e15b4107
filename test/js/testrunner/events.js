// SPDX-License-Identifier: MIT
// What the events of a run tell: identities, parents, tags, the file that was started; those of the files themselves come too.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run } = require('node:test');

const cwd = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-events-')));
const file = path.join(cwd, 'f.test.js');
fs.writeFileSync(file, `const { describe, it } = require('node:test');
describe('d', () => { describe('e', () => { it('x', { todo: true }); }); });
console.error('first\\nsecond');
`);

(async () => {
  const events = await run({ files: [file], cwd }).toArray();
  const find = (type, name) => events.find((event) => event.type === type && event.data.name === name).data;
  assert.partialDeepStrictEqual(find('test:enqueue', file), { testId: 1, parentId: 0, type: 'test', line: 1, column: 1, file });
  const suite = find('test:enqueue', 'e');
  assert.partialDeepStrictEqual(suite, { testId: 2, parentId: 1, type: 'suite', tags: [], entryFile: file });
  const pass = find('test:pass', 'x');
  assert.partialDeepStrictEqual(pass, { testId: 3, parentId: 2, classname: 'd.e', tags: [], todo: true, line: 2, column: 45, file, entryFile: file });
  assert.strictEqual(pass.details.classname, 'd.e');
  const plan = events.find(({ type, data }) => type === 'test:plan' && data.nesting === 2).data;
  assert.partialDeepStrictEqual(plan, { count: 1, line: 2, column: 23 });
  const printed = events.filter(({ type }) => type === 'test:stderr').map(({ data }) => data);
  assert.deepStrictEqual(printed.map(({ message }) => message), ['first\n', 'second\n']);
  assert.strictEqual(printed[0].file, file);
  assert.deepStrictEqual(events.filter(({ type }) => type === 'test:summary').map(({ data }) => data.file), [file, undefined]);
  fs.rmSync(cwd, { recursive: true });
})();
