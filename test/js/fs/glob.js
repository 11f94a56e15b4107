// SPDX-License-Identifier: MIT
'use strict';
// glob: **, braces, exclusion, file types.
const assert = require('assert');
const fs = require('fs');

(async () => {
  const cwd = fs.mkdtempSync(`${require('os').tmpdir()}/glob-`);
  for (const dir of ['a/b', 'c']) fs.mkdirSync(`${cwd}/${dir}`, { recursive: true });
  for (const file of ['a/1.js', 'a/b/2.js', 'a/b/3.txt', 'c/.hidden.js']) fs.writeFileSync(`${cwd}/${file}`, '');
  const glob = (pattern, options) => fs.globSync(pattern, { cwd, ...options }).sort();
  assert.deepStrictEqual(glob('**/*.js'), ['a/1.js', 'a/b/2.js']);
  assert.deepStrictEqual(glob('a/{1,b/2}.js'), ['a/1.js', 'a/b/2.js']);
  assert.deepStrictEqual(glob('*/'), ['a', 'c']);
  assert.deepStrictEqual(glob('../**/1.js', { cwd: `${cwd}/c` }), ['../a/1.js']);
  assert.deepStrictEqual(glob('**', { exclude: ['a/b/**'] }), ['.', 'a', 'a/1.js', 'c']);
  assert.deepStrictEqual(glob('a/**'), ['a', 'a/1.js', 'a/b', 'a/b/2.js', 'a/b/3.txt']);
  assert.deepStrictEqual(glob('**/*.js', { exclude: (path) => path.startsWith('a/b') }), ['a/1.js']);
  const found = [];
  for await (const entry of fs.promises.glob('*', { cwd, withFileTypes: true })) found.push([entry.name, entry.isDirectory()]);
  assert.deepStrictEqual(found.sort(), [['a', true], ['c', true]]);
  fs.rmSync(cwd, { recursive: true });
})();
