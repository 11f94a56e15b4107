// SPDX-License-Identifier: MIT
// locks.request(): what is converted, in which order, and the words of the errors; a stolen lock.
'use strict';

const assert = require('node:assert');
const { locks } = require('node:worker_threads');

const type = (message) => ({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message });
const refused = [
  [['x', 1, () => {}], type('Value cannot be converted to a dictionary')],
  [['x', Symbol('a'), () => {}], type('Value cannot be converted to a dictionary')],
  [[Symbol('a'), () => {}], type('Value is a Symbol and cannot be converted to a string.')],
  [['x', { mode: Symbol('a') }, () => {}], type('mode is a Symbol and cannot be converted to a string.')],
  [['x', { mode: 'no' }, () => {}],
   { name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE', message: "mode 'no' is not a valid enum value of type LockMode." }],
  [['x', { signal: null }, () => {}], type('signal is not an object.')],
  [['x', { signal: 1, ifAvailable: true, steal: true }, () => {}], type('signal is not an object.')],
  [['-x', { signal: AbortSignal.abort(), steal: true, ifAvailable: true }, () => {}], { name: 'AbortError' }],
  [['x', { signal: new AbortController().signal, steal: true }, () => {}],
   { name: 'NotSupportedError', message: 'signal cannot be used with steal or ifAvailable' }],
];

process.exitCode = 1;
(async () => {
  for (const [args, error] of refused) await assert.rejects(locks.request(...args), error);
  for (const options of [null, undefined, {}, [], () => {}]) assert.strictEqual(await locks.request('x', options, () => 1), 1);
  assert.strictEqual(await locks.request('x', { ifAvailable: 'yes', mode: undefined }, ({ mode }) => mode), 'exclusive');
  const stolen = locks.request('y', () => new Promise(() => {}));
  await locks.request('y', { steal: true }, () => {});
  await assert.rejects(stolen, { name: 'AbortError', code: 20, message: 'The operation was aborted' });
  process.exitCode = 0;
})();
