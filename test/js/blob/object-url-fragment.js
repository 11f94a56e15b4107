// SPDX-License-Identifier: MIT
// An object URL is found whatever its query and fragment are.
'use strict';
const assert = require('node:assert');
const { resolveObjectURL } = require('node:buffer');

const url = URL.createObjectURL(new Blob(['text']));
for (const same of [`${url}#part`, `${url}?query`, ` ${url} `, url.replace('blob:', 'BLOB:')]) {
  assert.ok(resolveObjectURL(same), same);
}
for (const other of [`${url}/more`, url.slice(0, -1), url.slice(5), 'blob:nodedata:', '']) {
  assert.strictEqual(resolveObjectURL(other), undefined, other);
}

(async () => {
  assert.strictEqual(await (await fetch(`${url}#part`)).text(), 'text');
  await assert.rejects(fetch(`${url}?query`), TypeError);
  URL.revokeObjectURL(`${url}#part`);
  assert.strictEqual(resolveObjectURL(url), undefined);
  await assert.rejects(fetch(url), TypeError);
})();
